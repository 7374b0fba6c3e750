using Rationale.Counterfactuals;
using Rationale.Data;

namespace Rationale.Tests.Counterfactuals;

public sealed class PairTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_filter_counts_what_it_leaves_out()
    {
        using var model = DacCase.Model();
        var all = DacCase.Pairs;
        var equal = CounterfactualPairs.Create(all.Real, all.Real, all.From.Span, all.To.Span);
        var pairs = CounterfactualPairs.Concat(all, equal);
        var probabilities = Enumerable.Range(0, 3).Select(pair => (
            Real: model.Predict(all.Real.Row(pair)).Probabilities[all.From.Span[pair]], Counterfactual: model.Predict(all.Counterfactual.Row(pair)).Probabilities[all.To.Span[pair]])).ToArray();
        var minimum = probabilities.Select(both => (double)Math.Min(both.Real, both.Counterfactual)).Order().ElementAt(1);
        var found = new PairFilter { MinimumProbability = minimum * 0.999 }.Apply(model, pairs, cancellationToken: Token);
        Assert.Equal(3, found.Count(PairOutcome.EqualImages));
        for (var pair = 0; pair < 3; pair++)
        {
            var expected = probabilities[pair].Real <= minimum * 0.999 ? PairOutcome.RealNotRecognized : probabilities[pair].Counterfactual <= minimum * 0.999 ? PairOutcome.TargetNotReached : PairOutcome.Kept;
            Assert.Equal(expected, found.Outcomes[pair]);
        }

        Assert.Equal(2, found.KeptIndices.Count);
        Assert.Equal(all.Real.Row(found.KeptIndices[1]), found.Kept.Real.Row(1));
        Assert.Contains("2 of 6 pairs are kept", found.ToString(), StringComparison.Ordinal);
        Assert.Contains("3 have equal images", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_kept_the_filter_says_why()
    {
        using var model = DacCase.Model();
        var found = new PairFilter { MinimumProbability = 0.999999 }.Apply(model, DacCase.Pairs, cancellationToken: Token);
        Assert.Empty(found.KeptIndices);
        var message = Assert.Throws<InvalidOperationException>(() => found.Kept).Message;
        Assert.Contains("0 of 3 pairs are kept", message, StringComparison.Ordinal);
        Assert.Contains("lower PairFilter.MinimumProbability", message, StringComparison.Ordinal);
        Assert.NotEmpty(new PairFilter { MinimumProbability = 0 }.Apply(model, DacCase.Pairs, cancellationToken: Token).Kept.Real.ToArray());
    }

    [Fact]
    public void The_nearest_example_is_one_of_the_other_class()
    {
        var train = Dataset.ForClassification(FeatureMatrix.FromRows(new float[,] { { 0, 0 }, { 5, 5 }, { 1, 0 }, { 4, 5 } }), [0, 0, 1, 1]);
        var test = Dataset.ForClassification(FeatureMatrix.FromRows(new float[,] { { 0, 1 }, { 9, 9 }, { 0, 0 } }), [0, 0, 1]);
        var pairs = CounterfactualSource.NearestExample(train).GenerateBoth(test, 0, 1, cancellationToken: Token);
        Assert.Equal([1f, 0, 4, 5, 0, 0], pairs.Counterfactual.ToArray());
        Assert.Equal([0, 0, 1], pairs.From.ToArray());
        Assert.Equal([1, 1, 0], pairs.To.ToArray());
        Assert.Equal(1, CounterfactualSource.NearestExample(train).Generate(test, 0, 1, limit: 1, cancellationToken: Token).Count);
    }

    [Fact]
    public void A_function_is_a_source()
    {
        var data = Dataset.ForClassification(FeatureMatrix.FromRows(new float[,] { { 0.25f }, { 0.5f } }), [0, 1]);
        var source = CounterfactualSource.FromFunction((images, from, to) => FeatureMatrix.FromArray([.. images.ToArray().Select(value => value + to - from)], 1), "shift", ValueRange.ZeroToOne);
        Assert.Equal("shift", source.Name);
        Assert.Equal([-0.5f], CounterfactualSource.FromFunction((images, _, _) => FeatureMatrix.FromArray([-0.5f], 1)).Generate(data, 1, 0, cancellationToken: Token).Counterfactual.ToArray());
        var message = Assert.Throws<ArgumentException>(() => source.Generate(data, 0, 1, cancellationToken: Token)).Message;
        Assert.Equal("Value 0 of counterfactual image 0 is 1.25, but the images were declared to lie between 0 and 1; scale them, or declare the range that they have.", message);

        // The advice: another range.
        var wider = CounterfactualSource.FromFunction((images, from, to) => FeatureMatrix.FromArray([.. images.ToArray().Select(value => value + to - from)], 1), range: new ValueRange(0, 2));
        Assert.Equal([1.25f], wider.Generate(data, 0, 1, cancellationToken: Token).Counterfactual.ToArray());
    }
}
