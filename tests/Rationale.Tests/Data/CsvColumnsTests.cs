using Rationale.Data;

namespace Rationale.Tests.Data;

/// <summary>What the columns of a CSV file mean: the order of classes, and names that contradict each other.</summary>
public sealed class CsvColumnsTests
{
    private static readonly CsvOptions Labeled = new() { LabelColumn = "y" };

    [Theory]
    [InlineData("1,0,1,0", "0,1", "1,0,1,0")]
    [InlineData("10,9,-2,10", "-2,9,10", "2,1,0,2")]
    [InlineData("1.0,0.0,2.0", "0.0,1.0,2.0", "1,0,2")]
    [InlineData("1,01,0", "0,1,01", "1,2,0")]
    [InlineData("1,0,many", "1,0,many", "0,1,2")]
    [InlineData("0.5,0.25,0.5", "0.5,0.25", "0,1,0")]
    [InlineData("dog,cat,dog", "dog,cat", "0,1,0")]
    public void Classes_that_are_whole_numbers_go_by_value_and_others_by_first_appearance(string labels, string classes, string expected)
    {
        var data = Read($"a,y\n{string.Concat(labels.Split(',').Select(label => $"1,{label}\n"))}", Labeled);
        Assert.Equal(classes.Split(','), data.ClassNames);
        Assert.Equal(expected, string.Join(',', data.Labels.ToArray()));
        Assert.Equal(classes.Split(',').Length, data.Classes);
    }

    [Fact]
    public void Given_classes_keep_their_order_and_files_are_aligned_by_name()
    {
        var given = Read("a,y\n1,0\n1,1\n", Labeled with { ClassNames = ["1", "0"] });
        Assert.Equal([1, 0], given.Labels.ToArray());
        var other = Read("a,y\n1,1\n1,0\n", Labeled);
        Assert.Equal([1, 0], other.Labels.ToArray());
        Assert.Equal([0, 1], other.AlignTo(null, given.ClassNames).Labels.ToArray());
    }

    [Fact]
    public void Two_features_of_one_name_are_refused()
    {
        const string Text = "a,b,a,y\n1,2,3,0\n";
        Assert.Equal(
            "test.csv: columns 0 and 2 (counted from 0) are both named \"a\", so that a model cannot tell them apart; rename one in the file, or leave one out with CsvOptions.IgnoredColumns = [\"2\"].",
            Assert.Throws<DataFormatException>(() => Read(Text, Labeled)).Message);
        Assert.Equal(["a", "b"], Read(Text, Labeled with { IgnoredColumns = ["2"] }).FeatureNames);
        Assert.Equal([3f, 2f], Read(Text, Labeled with { FeatureColumns = ["2", "b"] }).Features.ToArray());
        Assert.Equal("CsvOptions.FeatureColumns names b twice; name it once.", Assert.Throws<ArgumentException>(() => Read(Text, Labeled with { FeatureColumns = ["b", "1"] })).Message);
    }

    [Fact]
    public void A_column_has_one_use()
    {
        const string Text = "a,b,y\n1,2,0\n";
        Assert.Equal(
            "CsvOptions.IgnoredColumns names y, which is the LabelColumn as well; take it out of one of them.",
            Assert.Throws<ArgumentException>(() => Read(Text, Labeled with { IgnoredColumns = ["a", "y"] })).Message);
        Assert.Equal(
            "CsvOptions.IgnoredColumns names b, which is one of the TargetColumns as well; take it out of one of them.",
            Assert.Throws<ArgumentException>(() => Read(Text, new CsvOptions { TargetColumns = ["y", "b"], IgnoredColumns = ["1"] })).Message);
        Assert.Equal(
            "CsvOptions.FeatureColumns names y, which is the LabelColumn as well; take it out of one of them.",
            Assert.Throws<ArgumentException>(() => Read(Text, Labeled with { FeatureColumns = ["a", "y"] })).Message);
        Assert.Equal(
            "CsvOptions.FeatureColumns names b, which is one of the IgnoredColumns as well; take it out of one of them.",
            Assert.Throws<ArgumentException>(() => Read(Text, Labeled with { FeatureColumns = ["a", "b"], IgnoredColumns = ["b"] })).Message);
    }

    private static Dataset Read(string text, CsvOptions options) => CsvFile.Read(new StringReader(text), "test.csv", options);
}
