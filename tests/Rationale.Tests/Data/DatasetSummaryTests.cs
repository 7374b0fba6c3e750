using Rationale.Data;

namespace Rationale.Tests.Data;

/// <summary>What a summary says of a table, by hand.</summary>
public sealed class DatasetSummaryTests
{
    [Fact]
    public void Each_feature_is_measured()
    {
        var data = Read("x,t,c,y\n1,a,7,p\n3,,7,q\n,b,7,p\n3,a,7,q\n1,a,7,p\n");
        var summary = data.Summarize(cancellationToken: TestContext.Current.CancellationToken);
        var (x, t, c) = (summary.Features[0], summary.Features[1], summary.Features[2]);
        Assert.Equal(("x", false, 1, 2, 2.0, 1.0, 1.0, 3.0), (x.Name, x.HoldsTexts, x.Missing, x.Distinct, x.Mean, x.Deviation, x.Minimum, x.Maximum));
        Assert.Equal((true, 1, 2, double.NaN, double.NaN), (t.HoldsTexts, t.Missing, t.Distinct, t.Mean, t.Maximum));
        Assert.Equal((1, 7.0, 0.0), (c.Distinct, c.Mean, c.Deviation));
        Assert.Equal([3, 2], summary.ClassCounts);
        Assert.Equal(1, summary.Duplicates);
        Assert.Contains("'c' is the same in all examples that have it: leave it out.", summary.Notes);
        Assert.Contains("1 example has the features of an earlier one: a split may put the same example into training and test.", summary.Notes);
        Assert.Contains("feature  missing  distinct", summary.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_gives_the_class_away_is_found_and_an_identifier_or_noise_is_not()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 400).Select(i => (Label: random.Next(10) == 0 ? "fraud" : "ok", Id: $"k{i}", Noise: random.NextDouble()))
            .Select(row => FormattableString.Invariant($"{row.Id},{row.Noise},{(row.Label == "ok" ? 0 : 1)},{(row.Label == "ok" ? "none" : $"{random.Next(3)}")},{row.Label}\n"));
        var summary = Read("id,noise,leak,code,y\n" + string.Concat(rows), "id", "code").Summarize(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, summary.Features[2].Alone);
        Assert.Equal(1, summary.Features[3].Alone);
        Assert.InRange(summary.Features[0].Alone, 0.5, 0.51);
        Assert.InRange(summary.Features[1].Alone, 0.5, 0.65);
        Assert.Equal(["'id' has", "'leak' alone", "'code' alone", "Class 1"], summary.Notes.Select(note => string.Join(' ', note.Split(' ').Take(2))));
    }

    [Fact]
    public void A_target_is_told_by_parts_of_a_feature()
    {
        float[] x = [.. Enumerable.Range(0, 400).Select(i => (float)i)];
        float[] features = [.. x.SelectMany(value => new[] { value, (float)Math.Sin(1000 * value) })];
        var data = Dataset.ForRegression(FeatureMatrix.FromArray(features, 2), FeatureMatrix.FromArray([.. x.Select(value => 3 * value)], 1));
        var summary = data.Summarize(cancellationToken: TestContext.Current.CancellationToken);

        // Of a straight line, 20 parts leave 1/400 of the variance.
        Assert.Equal(1 - (1 / 400.0), summary.Features[0].Alone, 1e-3);
        Assert.InRange(summary.Features[1].Alone, 0, 0.1);
        Assert.StartsWith("'0' alone tells the target (1.00)", Assert.Single(summary.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_canceled_between_examples()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Read("x,t,y\n1,a,p\n").Summarize(cancellationToken: source.Token));
    }

    private static Dataset Read(string text, params string[] texts) =>
        CsvFile.Read(new StringReader(text), "t.csv", new CsvOptions { LabelColumn = "y", CategoricalColumns = texts.Length > 0 ? texts : ["t"], MissingValues = MissingValues.Keep });
}
