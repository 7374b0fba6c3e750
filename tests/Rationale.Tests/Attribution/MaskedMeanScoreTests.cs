using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Smoothing;
using Rationale.Tests.Models;

namespace Rationale.Tests.Attribution;

public sealed class MaskedMeanScoreTests
{
    private static readonly FeatureGroups Groups = FeatureGroups.FromAssignment([0, 1, 0, 2, 1, 2]);
    private static readonly bool[][] Masks = [[true, false, true], [false, true, true], [true, true, false], [false, false, false], [true, true, true]];
    private static readonly Dataset Data = Small.Blobs(700, inputs: 6);

    [Fact]
    public void Explains_the_mean_over_masks()
    {
        using var model = Model.Interpret(Small.Mlp(6, Small.Classes(3)), seed: 3);
        var smoothed = new MaskedMeanScore(new ModelScore(model), Groups, Masks, Baseline.Constant(0.5f));
        var options = new AttributionOptions { Target = Target.ForClass(1, TargetOutput.Probability) };
        var gradients = new Saliency { Absolute = false }.Attribute(smoothed, Data, options, cancellationToken: TestContext.Current.CancellationToken);
        var paths = new IntegratedGradients().Attribute(smoothed, Data.Take(20), options, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var row in new[] { 0, 255, 699 })
        {
            var expected = new double[6];
            foreach (var mask in Masks)
            {
                var gradient = model.Runtime.Explain(Masked(Data.Features.Row(row), mask), Target.ForClass(1, TargetOutput.Probability)).Values;
                for (var i = 0; i < 6; i++)
                {
                    expected[i] += mask[Groups.GroupOf[i]] ? gradient[i] / 5 : 0;
                }
            }

            Assert.Equal(expected, gradients.Scores.Row(row).Select(score => (double)score), (a, b) => Math.Abs(a - b) < 1e-6);
        }

        double Mean(float[] x) => Masks.Average(mask => model.Predict(Masked(x, mask)).Probabilities[1]);
        Assert.Equal(Mean(Data.Features.Row(7)) - Mean(new float[6]), paths.Scores.Row(7).Sum(), 1e-5);
        Assert.Equal(0, paths.ConvergenceDelta[7], 1e-5);
    }

    [Fact]
    public void Predicts_by_votes_and_explains_what_it_predicts()
    {
        using var model = Model.Interpret(Small.Mlp(6, Small.Classes(3)), seed: 3);
        var smoothed = new MaskedMeanScore(new ModelScore(model), Groups, Masks, Baseline.Zero);
        var found = new Saliency().Attribute(smoothed, Data, cancellationToken: TestContext.Current.CancellationToken);
        var plain = Data.Take(50).Features;
        for (var row = 0; row < 50; row++)
        {
            var votes = new int[3];
            foreach (var mask in Masks)
            {
                var x = plain.Row(row);
                votes[model.Predict([.. x.Select((value, i) => mask[Groups.GroupOf[i]] ? value : 0)]).Class]++;
            }

            Assert.Equal(Array.IndexOf(votes, votes.Max()), found.Classes[row]);
        }
    }

    [Fact]
    public void A_smoothed_model_is_explained_over_all_or_some_of_its_versions()
    {
        using var model = Model.Interpret(Small.Mlp(6, Small.Classes(3)), seed: 3);
        var smoothed = new SmoothedModel(model, MaskSmoothing.Create(EquatableArray.Create(6), 0.5, 8, new ListedGroups(EquatableArray.Create(0, 1, 0, 2, 1, 2))) with { Replacement = 0.5 });
        foreach (var versions in new[] { 0, 8, 4, 1 })
        {
            var used = versions == 0 ? 8 : versions;
            bool[][] masks = [.. Enumerable.Range(0, used).Select(i => Enumerable.Range(0, 3).Select(group => smoothed.Keeps(i * 8 / used, group)).ToArray())];
            var options = new AttributionOptions { Target = Target.ForClass(1, TargetOutput.Probability) };
            var found = new Saliency().Attribute(smoothed.Score(versions), Data, options, cancellationToken: TestContext.Current.CancellationToken).Scores.ToArray();
            var expected = new MaskedMeanScore(new ModelScore(model), Groups, masks, Baseline.Constant(0.5f));
            Assert.Equal(new Saliency().Attribute(expected, Data, options, cancellationToken: TestContext.Current.CancellationToken).Scores.ToArray(), found);
        }

        var predicted = new Saliency().Attribute(smoothed.Score(), Data.Take(50), cancellationToken: TestContext.Current.CancellationToken).Classes;
        Assert.Equal(Enumerable.Range(0, 50).Select(row => smoothed.Vote(Data.Features.Row(row)).Class), predicted);
        Assert.StartsWith("3 versions were asked for, but there are 8; take all of them with 0, or a number that divides 8.", Assert.Throws<ArgumentException>(() => smoothed.Score(3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_must_have_a_flag_for_each_group()
    {
        using var model = Model.Interpret(Small.Mlp(6, Small.Classes(3)));
        Refused("1 masks over 2 groups were given, but there are 3 groups; give at least one mask with a flag for each.", [[true, false]]);
        Refused("0 masks over 0 groups were given, but there are 3 groups; give at least one mask with a flag for each.", []);

        void Refused(string expected, bool[][] masks) =>
            Assert.Equal(expected, Assert.Throws<ArgumentException>(() => new MaskedMeanScore(new ModelScore(model), Groups, masks, Baseline.Zero)).Message);
    }

    private static float[] Masked(float[] x, bool[] mask) => [.. x.Select((value, i) => mask[Groups.GroupOf[i]] ? value : 0.5f)];
}
