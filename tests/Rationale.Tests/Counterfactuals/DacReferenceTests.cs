using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Metrics;
using Rationale.Tests.Execution;
using Rationale.Tests.Reference;

namespace Rationale.Tests.Counterfactuals;

/// <summary>The score against the authors' way: OpenCV's masks, and three forward passes for each of them.</summary>
public sealed class DacReferenceTests
{
    public static TheoryData<bool, string> Scored => new((true, "D-IG"), (true, "D-Grad-CAM"), (true, "S-IG"), (false, "D-IG"), (false, "residual"), (false, "S-IG"));

    [Theory]
    [MemberData(nameof(Scored))]
    public void Sizes_gains_curves_and_scores_agree(bool faithful, string name)
    {
        using var model = DacCase.Model();
        var maps = Maps(name);
        var score = new DacMetric(DacCase.Pairs, faithful ? MaskOptions.Faithful : MaskOptions.NoBlur with { ClosingSize = 3 }).Measure(model, maps, cancellationToken: TestContext.Current.CancellationToken);
        for (var pair = 0; pair < maps.Count; pair++)
        {
            var json = DacCase.PairsJson[pair].GetProperty(faithful ? "faithful" : "symmetric").GetProperty(name);
            Assert.Equal(json.GetProperty("sizes").Integers(), score.Masks(pair).Select(mask => (int)Math.Round(mask.Size * 144)));

            // A gain is a difference of probabilities: its rounding is that of numbers up to 1, however small the gains of a pair are.
            Assert.All(json.GetProperty("gains").Doubles().Zip(score.Masks(pair)), gain => Assert.Equal(gain.First, gain.Second.Gain, 2e-6));
            Assert.Equal(json.GetProperty("curve").GetArrayLength(), score.Curve(pair).Count());
            Assert.All(json.GetProperty("curve").Doubles().Zip(score.Curve(pair)), gain => Assert.Equal(gain.First, gain.Second, 2e-6));
            Assert.Equal(json.GetProperty("area").GetDouble(), score.PerExample[pair], 2e-6);
        }

        Assert.Equal(score.PerExample.Average(), score.Mean, 12);
        Assert.Equal(DacCurve.Area([.. score.MeanCurve]), score.Mean, 12);
        Assert.InRange(score.Evaluations, 1, 201 * maps.Count);
    }

    [Fact]
    public void Ties_are_settled_as_numpy_does()
    {
        var cases = DacCase.File.GetProperty("curves").EnumerateArray().ToArray();
        Assert.Equal(2, cases.Length);
        foreach (var json in cases)
        {
            var (sizes, gains) = (json.GetProperty("sizes").Doubles(), json.GetProperty("gains").Doubles());
            var curve = DacCurve.Through([.. sizes.Zip(gains, (size, gain) => new MaskPoint(0, size, gain))]);
            Near.Check(json.GetProperty("curve").Doubles(), curve, 1e-12);
            Assert.Equal(json.GetProperty("area").GetDouble(), DacCurve.Area(curve), 12);
        }
    }

    [Fact]
    public void Both_rules_find_their_masks()
    {
        MaskPoint[] masks = [new(-1, 1, 0.9), new(0, 0.3, 0.85), new(0.5, 0.1, 0.6), new(0.6, 0.1, 0.6), new(1, 0, 0)];
        Assert.Equal(masks[1], DacCurve.Best(masks, OptimalMaskRule.NearestToIdeal));
        Assert.Equal(masks[1], DacCurve.Best(masks, OptimalMaskRule.LargestGain));
        MaskPoint[] steep = [new(-1, 1, 1), new(0, 0.6, 0.9), new(0.5, 0.01, 0.32), new(0.6, 0.01, 0.32), new(1, 0, 0)];
        Assert.Equal(steep[1], DacCurve.Best(steep, OptimalMaskRule.NearestToIdeal));
        Assert.Equal(steep[2], DacCurve.Best(steep, OptimalMaskRule.LargestGain));
        Assert.Contains("NearestToIdeal, LargestGain", Assert.Throws<ArgumentException>(() => DacCurve.Best(steep, (OptimalMaskRule)7)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_of_a_map_are_those_of_the_score()
    {
        using var model = DacCase.Model();
        var maps = Maps("D-IG");
        var score = new DacMetric(DacCase.Pairs, MaskOptions.Faithful).Measure(model, maps, cancellationToken: TestContext.Current.CancellationToken);
        var best = score.OptimalMask(1);
        var mask = AttributionMask.Create(maps.Row(1), DacCase.Shape, best.Threshold, MaskOptions.Faithful);
        Assert.Equal(best.Size, mask.Size);
        var hybrid = mask.Mix(DacCase.Pairs.Real.Row(1), DacCase.Pairs.Counterfactual.Row(1));
        var gain = model.Predict(hybrid).Probabilities[2] - model.Predict(DacCase.Pairs.Counterfactual.Row(1)).Probabilities[2];
        Assert.Equal(best.Gain, gain, 1e-6);
        Assert.Equal(288, mask.Weights().Length);
    }

    /// <summary>The maps that the reference itself scores.</summary>
    private static FeatureMatrix Maps(string name) => FeatureMatrix.FromArray(
        [.. DacCase.PairsJson.SelectMany(pair => pair.GetProperty("maps").GetProperty(name).Doubles().Select(score => (float)score))], 288);
}
