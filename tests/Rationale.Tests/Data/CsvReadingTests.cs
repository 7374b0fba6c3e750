using System.Globalization;
using Rationale.Data;

namespace Rationale.Tests.Data;

/// <summary>Dates, groups of thousands and files without labels; what a message advises is followed.</summary>
public sealed class CsvReadingTests
{
    private static readonly CsvOptions Options = new() { LabelColumn = "y" };

    [Fact]
    public void Examples_without_labels_are_read_by_the_options_of_the_training_data()
    {
        var options = Options with { IgnoredColumns = ["id"], ClassNames = ["a", "b"] };
        var labeled = Read("id,x,z,y\n1,2,3,a\n2,4,5,b\n", options);
        Assert.Equal("test.csv: there is no column y; the columns are x, z; examples without labels are read by CsvFile.ReadUnlabeled.", Error("x,z\n2,3\n4,5\n", Options));
        string[] files = ["x,z\n2,3\n4,5\n", "id,x,z,y\n1,2,3,a\n2,4,5,not yet\n"];
        Assert.All(files, file =>
        {
            var read = CsvFile.ReadUnlabeled(new StringReader(file), "test.csv", options);
            Assert.False(read.IsLabeled);
            Assert.Equal(labeled.FeatureNames, read.FeatureNames);
            Assert.Equal(labeled.Features.ToArray(), read.Features.ToArray());
        });
        Assert.Equal(2, CsvFile.ReadUnlabeled(new StringReader(files[0]), "test.csv", new CsvOptions()).Features.Width);
        Assert.Contains("read by CsvFile.ReadUnlabeled", Assert.Throws<ArgumentException>(() => Read(files[0], new CsvOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("there is no column z", Assert.Throws<DataFormatException>(() => CsvFile.ReadUnlabeled(new StringReader("x\n1\n"), "test.csv", options with { FeatureColumns = ["x", "z"] })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,234.5", ',', "", 1234.5)]
    [InlineData("-12,345,678e1", ',', "", -123456780)]
    [InlineData("999", ',', "", 999)]
    [InlineData("1.234,5", '.', ",", 1234.5)]
    [InlineData("1\u202f234,5", ' ', ",", 1234.5)]
    public void Groups_of_thousands_are_read_where_the_separator_is_given(string text, char separator, string decimals, double expected)
    {
        var options = Options with { Separator = ';', ThousandsSeparator = separator, Culture = decimals.Length == 0 ? null : new NumberFormatInfo { NumberDecimalSeparator = decimals } };
        Assert.Equal((float)expected, Read($"x;y\n{text};a\n", options).Features[0, 0]);
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1234,567")]
    [InlineData("1,23,456")]
    [InlineData("1,234.567,8")]
    [InlineData(",123")]
    [InlineData("1,,234")]
    [InlineData("1,234x")]
    public void Groups_of_other_sizes_are_no_number(string text) =>
        Assert.Contains($"holds \"{text}\", but a finite number is needed", Error($"x;y\n{text};a\n", Options with { Separator = ';', ThousandsSeparator = ',' }), StringComparison.Ordinal);

    [Fact]
    public void A_message_tells_decimal_commas_from_groups()
    {
        var semicolons = Options with { Separator = ';' };
        Assert.EndsWith("is needed; where ',' stands between thousands, set CsvOptions.ThousandsSeparator.", Error("x;y\n2,046.37;a\n", semicolons), StringComparison.Ordinal);
        Assert.EndsWith("; where it is a decimal comma, set CsvOptions.Culture; where ',' stands between thousands, set CsvOptions.ThousandsSeparator.", Error("x;y\n2,046;a\n", semicolons), StringComparison.Ordinal);
        var german = semicolons with { Culture = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
        Assert.EndsWith("is needed; where '.' stands between thousands, set CsvOptions.ThousandsSeparator.", Error("x;y\n2.046,37;a\n", german), StringComparison.Ordinal);
        Assert.EndsWith("is needed; where ',' stands between thousands, set CsvOptions.ThousandsSeparator.", Error("x;y\n2,046;a\n", semicolons with { Culture = new NumberFormatInfo { NumberGroupSeparator = "" } }), StringComparison.Ordinal);
        Assert.EndsWith("holds \"1,234,567\", but a finite number is needed; if the column holds texts, name it in CsvOptions.CategoricalColumns.", Error("x;y\n1,234,567;a\n", semicolons with { Culture = new NumberFormatInfo { NumberDecimalSeparator = "," } }), StringComparison.Ordinal);
        Assert.Contains("ThousandsSeparator is '.', which is the decimal separator as well", Assert.Throws<ArgumentException>(() => Read("x;y\n1;a\n", semicolons with { ThousandsSeparator = '.' })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_are_days_since_1970()
    {
        const string Text = "when,x,y\n1970-01-02,1,a\n2024-01-31,2,b\n1969-12-31T12:00:00Z,3,a\n1970-01-01 06:00,4,b\n1970-01-01T02:00:00+02:00,5,a\n";
        Assert.EndsWith("holds \"1970-01-02\", but a finite number is needed; if the column holds dates, name it in CsvOptions.DateColumns.", Error(Text, Options), StringComparison.Ordinal);
        var data = Read(Text, Options with { DateColumns = ["when"] });
        Assert.Equal([1, 19753, -0.5f, 0.25f, 0], Enumerable.Range(0, 5).Select(row => data.Features[row, 0]));

        const string German = "when;y\n31.01.2024;a\nunbekannt;b\n";
        var options = Options with { Separator = ';', DateColumns = ["when"], MissingTexts = ["unbekannt"], MissingValues = MissingValues.Keep };
        Assert.EndsWith("holds \"31.01.2024\", but a date is needed such as 2024-01-31; set CsvOptions.DateFormat to how the file writes dates, such as \"dd.MM.yyyy\".", Error(German, options), StringComparison.Ordinal);
        var read = Read(German, options with { DateFormat = "dd.MM.yyyy" });
        Assert.Equal([19753, float.NaN], read.Features.ToArray());
        Assert.Contains("but a date is needed; set CsvOptions.MissingValues", Error(German, options with { DateFormat = "dd.MM.yyyy", MissingValues = MissingValues.Refuse }), StringComparison.Ordinal);
        var french = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        french.DateTimeFormat.MonthNames = french.DateTimeFormat.MonthGenitiveNames = [.. Enumerable.Range(1, 12).Select(month => month == 1 ? "janvier" : $"mois{month}"), ""];
        Assert.Equal(19753, Read("when;y\n31 janvier 2024;a\n", options with { DateFormat = "d MMMM yyyy", Culture = french }).Features[0, 0]);
        Assert.Contains("DateColumns names y, which is no feature", Assert.Throws<ArgumentException>(() => Read(Text, Options with { DateColumns = ["y"] })).Message, StringComparison.Ordinal);
        Assert.Contains("one of the CategoricalColumns as well", Assert.Throws<ArgumentException>(() => Read(Text, Options with { DateColumns = ["when"], CategoricalColumns = ["when"] })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(';', "; they seem to be separated by ';': set CsvOptions.Separator.")]
    [InlineData('\t', "; they seem to be separated by tabs: set CsvOptions.Separator.")]
    public void A_file_of_another_separator_is_known_by_its_first_line(char separator, string advice)
    {
        var text = $"x{separator}y\n1{separator}a\n";
        Assert.EndsWith(advice, Error(text, Options), StringComparison.Ordinal);
        Assert.Equal(1, Read(text, Options with { Separator = separator }).Count);
    }

    [Fact]
    public void A_column_of_other_case_is_named_as_the_file_writes_it() =>
        Assert.EndsWith("the columns are X, Y; the file writes it Y.", Error("X,Y\n1,a\n", Options), StringComparison.Ordinal);

    [Fact]
    public void A_text_that_stands_for_a_missing_value_is_a_class_only_where_it_is_named()
    {
        const string Text = "x,y\n1,a\n2,NA\n3,b\n";
        Assert.Contains("line 3, column y holds \"NA\", which stands for a missing value, but a class is needed; leave such rows out with MissingValues.DropRows", Error(Text, Options with { MissingValues = MissingValues.Keep }), StringComparison.Ordinal);
        Assert.Equal(2, Read(Text, Options with { MissingValues = MissingValues.DropRows }).Count);
        var countries = Options with { ClassNames = ["a", "b", "NA"] };
        Assert.Equal([0, 2, 1], Read(Text, countries).Labels.ToArray());
        Assert.Equal(3, Read(Text, countries with { MissingValues = MissingValues.DropRows }).Count);
    }

    [Fact]
    public void Reading_tells_its_progress_and_ends_when_it_is_canceled()
    {
        var text = System.Text.Encoding.UTF8.GetBytes("x,y\n" + string.Concat(Enumerable.Repeat("1,a\n", 20_000)));
        var told = new List<double>();
        Assert.Equal(20_000, CsvFile.Read(new MemoryStream(text), "test.csv", Options, new Told(told.Add), TestContext.Current.CancellationToken).Count);
        Assert.True(told.Count > 3);
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => CsvFile.Read(new MemoryStream(text), "test.csv", Options, new Told(_ => source.Cancel()), source.Token));
    }

    private static Dataset Read(string text, CsvOptions options) => CsvFile.Read(new StringReader(text), "test.csv", options);

    private static string Error(string text, CsvOptions options) => Assert.Throws<DataFormatException>(() => Read(text, options)).Message;

    private sealed class Told(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
