using System.Globalization;
using System.IO.Compression;
using Rationale.Data;

namespace Rationale.Tests.Data;

/// <summary>Messages about CSV files say the whole reason and name every column, and what they advise works.</summary>
public sealed class CsvMessageTests
{
    private static readonly CsvOptions Species = new() { LabelColumn = "species" };

    [Fact]
    public void The_reason_of_the_reader_is_told_to_its_end()
    {
        var message = Error("x,species\n1,\"open\n2,b\n", Species);
        var reason = Assert.Throws<DataFormatException>(() => Read("x,species\n1,\"open\n2,b\n", Species)).InnerException!.Message;
        Assert.True(reason.Length > 60);
        Assert.Contains($"cannot be read as CSV ({reason.TrimEnd('.')}).", message, StringComparison.Ordinal);
        Assert.DoesNotContain("…", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_index_without_a_name_is_refused_and_each_advice_reads_the_file()
    {
        const string Text = ",length,species\n0,1.5,a\n1,2.5,b\n";
        Assert.Equal(
            "test.csv: column 0 (counted from 0; it has no name) cannot be told from the row index that pandas writes, which would be taken for a feature; "
            + "leave it out with CsvOptions.IgnoredColumns = [\"0\"], or give it a name in the file.",
            Error(Text, Species));
        Assert.Equal([1.5f, 2.5f], Read(Text, Species with { IgnoredColumns = ["0"] }).Features.ToArray());
        Assert.Equal([0f, 1.5f, 1, 2.5f], Read("row" + Text, Species).Features.ToArray());

        // Whoever names the columns knows what they are.
        Assert.Equal([1.5f, 0, 2.5f, 1], Read(Text, Species with { FeatureColumns = ["length", "0"] }).Features.ToArray());
        Assert.Equal("test.csv: column 2 (counted from 0; it has no name) cannot", Error("a,species,\n1,b,2\n", Species)[..58]);
        Assert.Equal([1f, 2], Read("1,2,b\n", new CsvOptions { HasHeader = false, LabelColumn = "2" }).Features.ToArray());
    }

    [Fact]
    public void A_column_without_a_name_is_told_by_its_number()
    {
        var options = Species with { FeatureColumns = ["0", "length"] };
        Assert.StartsWith("test.csv: line 3, column 0 (counted from 0; it has no name) is empty, but a number is needed", Error(",length,species\n0,1.5,a\n,2.5,b\n", options), StringComparison.Ordinal);
        Assert.StartsWith("test.csv: line 2, column 0 (counted from 0; it has no name) holds \"x\", but a finite number is needed", Error(",length,species\nx,1.5,a\n", options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.000,05", ",", "", "; where '.' stands between thousands, set CsvOptions.ThousandsSeparator", '.', ",")]
    [InlineData("1.000,05", ",", ",", "; where '.' stands between thousands, set CsvOptions.ThousandsSeparator", '.', ",")]
    [InlineData("1\u202f000,5", ",", ".", "; where ' ' stands between thousands, set CsvOptions.ThousandsSeparator", ' ', ",")]
    [InlineData("1'000.5", ".", ",", "; where ''' stands between thousands, set CsvOptions.ThousandsSeparator", '\'', ".")]
    [InlineData("1.5", ",", ".", "; where it is a decimal point, set CsvOptions.Culture", null, ".")]
    public void A_number_in_another_writing_brings_what_reads_it(string value, string point, string group, string advice, char? separator, string pointToRead)
    {
        CsvOptions Options(string decimals) => new() { LabelColumn = "y", Separator = ';', Culture = new NumberFormatInfo { NumberDecimalSeparator = decimals, NumberGroupSeparator = group } };
        var text = $"x;y\n{value};a\n";
        Assert.Equal($"test.csv: line 2, column x holds \"{value}\", but a finite number is needed{advice}.", Error(text, Options(point)));
        Assert.InRange(Read(text, Options(pointToRead) with { ThousandsSeparator = separator }).Features.Row(0)[0], separator is null ? 1.5f : 1000, 1000.5f);
    }

    [Fact]
    public void A_line_with_a_separator_in_a_value_says_what_to_do()
    {
        Assert.Equal("test.csv: line 2 has 3 columns, but the first line has 2; put values that hold ',' into quotes.", Error("x,species\n1,red, blue\n", Species));
        Assert.Equal(["red, blue"], Read("x,species\n1,\"red, blue\"\n", Species).ClassNames!);
    }

    [Fact]
    public void A_workbook_is_no_text()
    {
        using var folder = new TemporaryFolder();
        var path = folder["table.xlsx"];
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            using var sheet = archive.CreateEntry("sheet1.xml").Open();
            sheet.Write([0x9F, 0xFF]);
        }

        Assert.Equal($"{path} is a ZIP archive; take the file out of it or, where it is a workbook of Excel, save the table as CSV.", Assert.Throws<DataFormatException>(() => CsvFile.Read(path, Species)).Message);
    }

    private static Dataset Read(string text, CsvOptions options) => CsvFile.Read(new StringReader(text), "test.csv", options);

    private static string Error(string text, CsvOptions options) => Assert.Throws<DataFormatException>(() => Read(text, options)).Message;
}
