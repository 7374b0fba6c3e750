using System.Globalization;
using System.Text;
using Rationale.Data;

namespace Rationale.Tests.Data;

public class CsvFileTests
{
    private static readonly CsvOptions Species = new() { LabelColumn = "species" };

    private static Dataset Read(string text, CsvOptions options) => CsvFile.Read(new StringReader(text), "test.csv", options);

    private static string Error(string text, CsvOptions options) => Assert.Throws<DataFormatException>(() => Read(text, options)).Message;

    [Fact]
    public void Text_labels_become_classes_in_order_of_first_appearance()
    {
        var data = Read("length,species,width\n1.5,virginica,2\n-3e2, setosa ,\" 4.25 \"\n.5,virginica,0\n", Species);
        Assert.Equal([1.5f, 2, -300, 4.25f, .5f, 0], data.Features.ToArray());
        Assert.Equal([0, 1, 0], data.Labels.ToArray());
        Assert.Equal(["virginica", "setosa"], data.ClassNames!);
        Assert.Equal(["length", "width"], data.FeatureNames!);
        Assert.Equal(2, data.Classes);
    }

    [Fact]
    public void Given_classes_decide_the_numbers()
    {
        var options = Species with { ClassNames = ["setosa", "versicolor", "virginica"] };
        var data = Read("length,species\n1,virginica\n2,setosa\n", options);
        Assert.Equal([2, 0], data.Labels.ToArray());
        Assert.Equal(3, data.Classes);
        Assert.Equal("test.csv: line 3, column species holds \"rose\", but the classes are setosa, versicolor, virginica; where it is one of its own, add it to CsvOptions.ClassNames.",
            Error("length,species\n1,virginica\n2,rose\n", options));
    }

    [Fact]
    public void Columns_are_chosen_by_name_or_index_in_the_order_given()
    {
        var data = Read("a;b;c;y\n1;2;3;0\n4;5;6;1\n", new CsvOptions { Separator = ';', TargetColumns = ["y"], FeatureColumns = ["c", "0"] });
        Assert.Equal([3f, 1, 6, 4], data.Features.ToArray());
        Assert.Equal([0f, 1], data.Targets!.ToArray());
        Assert.Equal(["c", "a"], data.FeatureNames!);
        var bare = Read("1,2,0\n4,5,1\n", new CsvOptions { HasHeader = false, LabelColumn = "2" });
        Assert.Equal((2, 2), (bare.Count, bare.Features.Width));
        Assert.Null(bare.FeatureNames);
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            // As in German, which the globalization-invariant mode of this build does not carry.
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
            CultureInfo.CurrentCulture = german;
            Assert.Equal("1,5", 1.5.ToString());
            Assert.Equal([1.5f], Read("x,species\n1.5,a\n", Species).Features.ToArray());
            Assert.Contains("\"1,5\"", Error("x;species\n1,5;a\n", Species with { Separator = ';' }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Errors_name_line_and_column()
    {
        Assert.Equal("test.csv: line 3, column width is empty, but a number is needed; set CsvOptions.MissingValues to leave such rows out, or to keep and fill them.", Error("length,width,species\n1,2,a\n3,,b\n", Species));
        Assert.Equal("test.csv: line 2, column length holds \"n/a\", but a number is needed; set CsvOptions.MissingValues to leave such rows out, or to keep and fill them.", Error("length,width,species\nn/a,2,a\n", Species));
        Assert.Equal("test.csv: line 2, column length holds \"NaN\", but a number is needed; set CsvOptions.MissingValues to leave such rows out, or to keep and fill them.", Error("length,width,species\nNaN,2,a\n", Species));
        Assert.Equal("test.csv: line 5, column species is empty, but a class is needed; leave such rows out with MissingValues.DropRows, or read examples without classes by CsvFile.ReadUnlabeled.", Error("x,species\n1,a\n\n\n2,\n", Species));
        Assert.Equal("test.csv: line 3 has 2 columns, but the first line has 3; leave nothing between two separators where a value is missing.", Error("length,width,species\n1,2,a\n3,4\n", Species));
        Assert.Equal("test.csv: there is no column species; the columns are a, b; examples without labels are read by CsvFile.ReadUnlabeled.", Error("a,b\n1,2\n", Species));
        Assert.Equal("test.csv: there are no rows of data, but at least 1 is needed.", Error("a,species\n", Species));
        Assert.Equal("test.csv: there are no rows of data, but at least 1 is needed.", Error("", Species));
        Assert.Contains("no column is left for features", Error("species\na\n", Species));
        Assert.Contains("two columns are named species", Error("species,species\na,b\n", Species));
        Assert.Contains("line 2 cannot be read as CSV", Error("x,species\n1,\"open\n2,b\n", Species));
    }

    [Fact]
    public async Task Bytes_of_another_encoding_are_an_error_that_says_what_to_set()
    {
        using var folder = new TemporaryFolder();
        var path = folder["latin1.csv"];
        await File.WriteAllBytesAsync(path, Encoding.Latin1.GetBytes("x,species\n1,a\n2,Bär\n3,Löwe\n"), TestContext.Current.CancellationToken);
        var expected = $"{path}: line 3 is not valid UTF-8; set CsvOptions.Encoding to the encoding in which the file was written, such as Encoding.Latin1.";
        Assert.Equal(expected, Assert.Throws<DataFormatException>(() => CsvFile.Read(path, Species)).Message);
        var latin = Species with { Encoding = Encoding.Latin1 };
        Assert.Equal(["a", "Bär", "Löwe"], CsvFile.Read(path, latin).ClassNames);
        Assert.StartsWith($"{path} is not valid us-ascii;", Assert.Throws<DataFormatException>(() => CsvFile.Read(path, Species with { Encoding = Encoding.ASCII })).Message, StringComparison.Ordinal);
        var streamed = DatasetStream.FromCsv(path, Species with { ClassNames = ["a", "Bär", "Löwe"] }, 1);
        Assert.Equal(expected, (await Assert.ThrowsAsync<DataFormatException>(async () => await streamed.ReadAsync(1, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken))).Message);
    }

    [Fact]
    public void Text_of_every_encoding_is_read_as_it_was_written_compressed_or_not()
    {
        using var folder = new TemporaryFolder();
        const string Text = "x,species\n1,Bär\n2,Löwe\n";
        foreach (var encoding in (Encoding[])[Encoding.UTF8, new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            using (var zip = new System.IO.Compression.GZipStream(File.Create(folder["a.csv.gz"]), System.IO.Compression.CompressionLevel.Fastest))
            {
                zip.Write([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]);
            }

            File.WriteAllBytes(folder["a.csv"], [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]);
            Assert.All((string[])["a.csv", "a.csv.gz"], file => Assert.Equal(["Bär", "Löwe"], CsvFile.Read(folder[file], Species).ClassNames));
        }
    }

    [Fact]
    public void Options_that_say_neither_label_nor_target_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Read("a,b\n1,2\n", new CsvOptions()));
        Assert.Throws<ArgumentException>(() => Read("a,b\n1,2\n", new CsvOptions { LabelColumn = "a", TargetColumns = ["b"] }));
    }

    [Fact]
    public void Damaged_files_are_refused_with_a_sentence_or_read()
    {
        var whole = Encoding.UTF8.GetBytes("length,\"the \"\"width\"\"\",species\r\n1.5,2,a\r\n3,4.25,\"b,c\"\r\n5,6,a\r\n");
        Damage.TryAll<DataFormatException>(whole, bytes =>
        {
            using var text = new StreamReader(new MemoryStream(bytes));
            CsvFile.Read(text, "test.csv", new CsvOptions { LabelColumn = "2" });
        });
    }
}
