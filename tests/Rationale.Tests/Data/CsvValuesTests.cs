using System.Globalization;
using System.IO.Compression;
using System.Text;
using Rationale.Data;

namespace Rationale.Tests.Data;

/// <summary>Decimal commas, comments, missing values and texts of CSV files; each message's advice is followed.</summary>
public sealed class CsvValuesTests : IDisposable
{
    private static readonly CsvOptions Options = new() { LabelColumn = "y" };
    private const string Culture = "; where it is a decimal comma, set CsvOptions.Culture";
    private const string Texts = "; if the column holds texts, name it in CsvOptions.CategoricalColumns";
    private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_with_a_decimal_comma_are_read_where_the_culture_says_so()
    {
        const string Text = "x;z;y\n1,5;-2,25e2;a\n\"3,125\";4;b\n";
        var semicolons = Options with { Separator = ';' };
        Assert.Equal(
            "test.csv: line 2, column x holds \"1,5\", but a finite number is needed; where it is a decimal comma, set CsvOptions.Culture.",
            Error(Text, semicolons));
        var data = Read(Text, semicolons with { Culture = Comma });
        Assert.Equal([1.5f, -225, 3.125f, 4], data.Features.ToArray());

        // Neither a point nor a group of thousands is guessed at.
        Assert.Contains("holds \"1.5\"", Error("x;y\n1.5;a\n", semicolons with { Culture = Comma }), StringComparison.Ordinal);
        Assert.Contains("holds \"1.234,5\"", Error("x;y\n1.234,5;a\n", semicolons with { Culture = Comma }), StringComparison.Ordinal);
        Assert.Contains("holds \"1,234\"", Error("x;y\n1,234;a\n", semicolons with { Culture = null }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("west, far", Texts)]
    [InlineData("1,5", Culture)]
    [InlineData("1.234,5", Culture)]
    [InlineData("-2,5e-3", Culture)]
    [InlineData("12,5 km", Culture + Texts)]
    [InlineData("Route 7, west", Culture + Texts)]
    public void A_text_with_a_comma_brings_the_advice_that_can_help(string value, string advice)
    {
        Assert.Equal($"test.csv: line 2, column x holds \"{value}\", but a finite number is needed{advice}.", Error($"x;y\n{value};a\n", Options with { Separator = ';' }));
        Assert.Equal(1, Read($"x;y\n{value};a\n", Options with { Separator = ';', CategoricalColumns = ["x"] }).Count);
    }

    [Fact]
    public void Targets_follow_the_culture_too()
    {
        var data = Read("x;y\n1,5;2,5\n", new CsvOptions { Separator = ';', TargetColumns = ["y"], Culture = Comma });
        Assert.Equal([2.5f], data.Targets!.ToArray());
    }

    [Fact]
    public void Comments_are_passed_over_before_and_after_the_header_but_not_inside_quotes()
    {
        const string Text = "# made by a tool\nx,y\n# none of the data\n1,\"#a\"\n2,b\n#3,c\n";
        var data = Read(Text, Options with { CommentCharacter = '#' });
        Assert.Equal([1f, 2], data.Features.ToArray());
        Assert.Equal(["#a", "b"], data.ClassNames!);
        Assert.Contains("there is no column y", Error(Text, Options), StringComparison.Ordinal);
        Assert.Contains("line 5, column x", Error("x,y\n#\n1,a\n#\nq,b\n", Options with { CommentCharacter = '#' }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("NA")]
    [InlineData(" NaN ")]
    public void Missing_values_are_refused_unless_the_options_say_what_to_do(string missing)
    {
        var text = $"x,z,y\n1,2,a\n{missing},3,b\n4,5,c\n";
        var error = Error(text, Options);
        Assert.StartsWith("test.csv: line 3, column x ", error, StringComparison.Ordinal);
        Assert.EndsWith("set CsvOptions.MissingValues to leave such rows out, or to keep and fill them.", error, StringComparison.Ordinal);
        var dropped = Read(text, Options with { MissingValues = MissingValues.DropRows });
        Assert.Equal([1f, 2, 4, 5], dropped.Features.ToArray());
        Assert.Equal(["a", "c"], dropped.ClassNames!);
        var kept = Read(text, Options with { MissingValues = MissingValues.Keep });
        Assert.Equal([1f, 2, float.NaN, 3, 4, 5], kept.Features.ToArray());
        Assert.Equal(["a", "b", "c"], kept.ClassNames!);
    }

    [Fact]
    public void Rows_without_label_or_target_are_dropped_or_refused_and_never_kept()
    {
        const string Text = "x,y\n1,a\n2,\n3,?\n";
        Assert.Equal(1, Read(Text, Options with { MissingValues = MissingValues.DropRows }).Count);
        Assert.Contains("line 3, column y is empty, but a class is needed", Error(Text, Options with { MissingValues = MissingValues.Keep }), StringComparison.Ordinal);
        var numbers = new CsvOptions { TargetColumns = ["y"], MissingValues = MissingValues.Keep };
        Assert.Contains("line 3, column y is empty, but a number is needed", Error("x,y\n1,2\n2,\n", numbers), StringComparison.Ordinal);
        Assert.Equal(1, Read("x,y\n1,2\n2,\n", numbers with { MissingValues = MissingValues.DropRows }).Count);
    }

    [Fact]
    public void Where_every_row_lacks_something_the_message_says_so()
    {
        var drop = Options with { MissingValues = MissingValues.DropRows };
        Assert.Equal(
            "test.csv: a value is missing in each of the 2 rows, so that none is left; keep them with MissingValues.Keep and fill them, or leave out the column with CsvOptions.IgnoredColumns.",
            Error("x,z,y\n1,,a\n2,,b\n", drop));
        Assert.Equal(2, Read("x,z,y\n1,,a\n2,,b\n", drop with { IgnoredColumns = ["z"] }).Count);
    }

    [Fact]
    public void Texts_are_an_error_until_their_column_is_named()
    {
        const string Text = "color,x,y\nred,1,a\nblue,2,b\nred,3,a\n";
        Assert.Equal(
            "test.csv: line 2, column color holds \"red\", but a finite number is needed; if the column holds texts, name it in CsvOptions.CategoricalColumns.",
            Error(Text, Options));
        var data = Read(Text, Options with { CategoricalColumns = ["color"] });
        Assert.Equal([0f, 1, 1, 2, 0, 3], data.Features.ToArray());
        Assert.Equal(["red", "blue"], data.Features.Schema!.Texts[0]!);
        Assert.Null(data.Features.Schema.Texts[1]);
        using var model = Model.Interpret(Models.Small.Linear(2, Models.Small.Classes(2)));
        Assert.Equal(
            "Feature 0 ('color') holds texts, but a model computes with numbers; encode it with a Preprocessing (OneHot, Ordinal or Tokenize).",
            Assert.Throws<ArgumentException>(() => model.Predict(data)).Message);
    }

    [Fact]
    public void A_missing_text_is_refused_with_the_way_out()
    {
        const string Text = "land,y\nDE,a\nNA,b\n";
        var options = Options with { CategoricalColumns = ["land"] };
        Assert.Equal(
            "test.csv: line 3, column land holds \"NA\", which stands for a missing value; set CsvOptions.MissingValues to leave such rows out or to keep them, or take it out of CsvOptions.MissingTexts.",
            Error(Text, options));
        Assert.Equal(["DE", "NA"], Read(Text, options with { MissingTexts = ["", "?"] }).Features.Schema!.Texts[0]!);
        Assert.Equal([0f, float.NaN], Read(Text, options with { MissingValues = MissingValues.Keep }).Features.ToArray());
    }

    [Fact]
    public void Models_refuse_values_that_are_still_missing()
    {
        var data = Read("x,z,y\n1,2,a\n3,,b\n", Options with { MissingValues = MissingValues.Keep });
        using var model = Model.Interpret(Models.Small.Linear(2, Models.Small.Classes(2)));
        Assert.Equal(
            "Feature 1 ('z') of example 1 is missing, but a model computes with numbers; fill it with a Preprocessing (Impute), or leave such rows out (CsvOptions.MissingValues).",
            Assert.Throws<ArgumentException>(() => model.Evaluate(data)).Message);
        Assert.Equal(1, model.Evaluate(data.Take(1)).Examples);
    }

    [Fact]
    public void Texts_keep_their_meaning_through_selections_and_concatenations()
    {
        var options = Options with { CategoricalColumns = ["color"] };
        var (first, second) = (Read("color,x,y\nred,1,a\nblue,2,b\n", options), Read("x,color,y\n.1,green,b\n.2,blue,a\n", options));
        var both = Dataset.Concat(first, second);
        Assert.Equal(["red", "blue", "green"], both.Features.Schema!.Texts[0]!);
        Assert.Equal([0f, 1, 1, 2, 2, .1f, 1, .2f], both.Features.ToArray());
        Assert.Equal([1f, .2f], both.Skip(1).Select([2]).Features.ToArray());
        var row = new double[2];
        both.Skip(1).Select([2]).Features.CopyExact(0, row);
        Assert.Equal([1, .2], row);
        Assert.Contains("holds texts in one table and numbers in another", Assert.Throws<ArgumentException>(
            () => Dataset.Concat(first, Read("color,x,y\n1,1,a\n", Options))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_kept_in_double_precision()
    {
        var data = Read("day,y\n20240131,a\n20240132,b\n", Options);
        var row = new double[1];
        data.Features.CopyExact(0, row);
        Assert.Equal(20240131, row[0]);
        data.Shuffle(1).Features.CopyExact(0, row);
        Assert.Equal(0.5, Math.Abs(row[0] - 20240131.5));
        Assert.Contains("holds \"1e39\"", Error("day,y\n1e39,a\n", Options), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_are_ignored_are_no_features()
    {
        var data = Read("id,x,other,y\n7,1,a,b\n", Options with { IgnoredColumns = ["id", "2"] });
        Assert.Equal(["x"], data.FeatureNames!);
        Assert.Contains("there is no column uid", Error("id,x,y\n7,1,a\n", Options with { IgnoredColumns = ["uid"] }), StringComparison.Ordinal);
        Assert.Contains("names y, which is no feature", Assert.Throws<ArgumentException>(() => Read("x,y\n1,a\n", Options with { CategoricalColumns = ["y"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_is_decompressed_by_its_content_whether_or_not_it_can_seek()
    {
        var plain = Encoding.UTF8.GetBytes("x,y\n1,a\n2,b\n");
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(plain);
        }

        foreach (var bytes in (byte[][])[plain, packed.ToArray()])
        {
            using var seeking = new MemoryStream(bytes);
            using var flowing = new BufferedStream(new FlowingStream(bytes));
            Assert.Equal([1f, 2], CsvFile.Read(seeking, "test.csv", Options).Features.ToArray());
            Assert.Equal([1f, 2], CsvFile.Read(flowing, "test.csv", Options).Features.ToArray());
            Assert.True(seeking.CanRead);
        }

        File.WriteAllBytes(_folder["data.csv"], packed.ToArray());
        Assert.Equal([1f, 2], CsvFile.Read(_folder["data.csv"], Options).Features.ToArray());
    }

    /// <summary>As <c>cat a.gz b.gz</c> and parallel compressors write them: members of any size, ending anywhere in what is read at once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void A_compressed_file_of_several_members_is_read_whole_or_not_at_all(int rowsOfMember)
    {
        var random = new Random(5);
        string[] rows = [.. Enumerable.Range(0, 4 * rowsOfMember).Select(_ => string.Create(CultureInfo.InvariantCulture, $"{random.NextSingle()},a\n"))];
        var members = rows.Chunk(rowsOfMember).Select(chunk => Pack(string.Concat(chunk))).Prepend(Pack("x,y\n")).ToList();
        byte[] whole = [.. members.SelectMany(member => member)];
        float[] expected = [.. rows.Select(row => float.Parse(row[..row.IndexOf(',', StringComparison.Ordinal)], CultureInfo.InvariantCulture))];

        Assert.Equal(expected, CsvFile.Read(new MemoryStream(whole), "test.csv", Options).Features.ToArray());
        Assert.Equal(expected, CsvFile.Read(new FlowingStream(whole), "test.csv", Options).Features.ToArray());

        // Between two members a file is whole; anywhere else it was cut.
        var last = whole.Length - members[^1].Length;
        Assert.Equal(3 * rowsOfMember, CsvFile.Read(new MemoryStream(whole[..last]), "test.csv", Options).Count);
        foreach (var length in Enumerable.Range(last + 1, Math.Min(members[^1].Length - 1, 40)).Concat(Enumerable.Range(whole.Length - 12, 12)))
        {
            Assert.StartsWith("test.csv", Assert.Throws<DataFormatException>(() => CsvFile.Read(new MemoryStream(whole[..length]), "test.csv", Options)).Message, StringComparison.Ordinal);
        }

        whole[members[0].Length + members[1].Length - 6] ^= 1;
        Assert.Contains("checksum", Assert.Throws<DataFormatException>(() => CsvFile.Read(new MemoryStream(whole), "test.csv", Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_that_is_cut_or_damaged_is_refused()
    {
        var random = new Random(3);
        var text = new StringBuilder("x,y\n");
        for (var i = 0; i < 20_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{random.NextDouble()},a\n");
        }

        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        var whole = packed.ToArray();
        Assert.Equal(20_000, CsvFile.Read(new MemoryStream(whole), "test.csv", Options).Count);
        foreach (var length in (int[])[whole.Length - 1, whole.Length - 8, whole.Length / 2, 12])
        {
            Assert.StartsWith("test.csv", Assert.Throws<DataFormatException>(() => CsvFile.Read(new MemoryStream(whole[..length]), "test.csv", Options)).Message, StringComparison.Ordinal);
        }

        whole[whole.Length / 2] ^= 0x55;
        Assert.StartsWith("test.csv", Assert.Throws<DataFormatException>(() => CsvFile.Read(new MemoryStream(whole), "test.csv", Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_of_blocks_read_texts_and_missing_values_too()
    {
        await File.WriteAllTextAsync(_folder["data.csv"], "color,x,y\nred,1,a\n,2,b\nblue,,a\nred,4,b\n", TestContext.Current.CancellationToken);
        var options = Options with { CategoricalColumns = ["color"], ClassNames = ["a", "b"], MissingValues = MissingValues.Keep };
        var blocks = await DatasetStream.FromCsv(_folder["data.csv"], options, 3).Rebatch(2).ReadAsync(1, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([2, 2], blocks.Select(block => block.Count));
        Assert.Equal(["red", "blue"], blocks[1].Features.Schema!.Texts[0]!);
        Assert.Equal([1f, float.NaN, 0, 4], blocks[1].Features.ToArray());
    }

    private static Dataset Read(string text, CsvOptions options) => CsvFile.Read(new StringReader(text), "test.csv", options);

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static string Error(string text, CsvOptions options) => Assert.Throws<DataFormatException>(() => Read(text, options)).Message;

    /// <summary>Bytes that can only be read forward, a few at a time.</summary>
    private sealed class FlowingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }
}
