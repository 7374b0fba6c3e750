using Rationale.Objectives;
using Rationale.Samples.FeatureRelevance;
using Rationale.Samples.TwoMoons;

namespace Rationale.Samples.Tests;

/// <summary>The samples of attribution priors as library calls, on little data.</summary>
public sealed class PriorSampleTests
{
    private static readonly TrainingDisplay Nowhere = new LineDisplay(TextWriter.Null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Moons_are_two_half_circles_among_noise()
    {
        var data = MoonData.Examples(nuisance: 3, seed: 1);
        Assert.Equal((MoonData.Count, 5), (data.Count, data.Features.Width));
        Assert.Equal(500, data.Labels.ToArray().Count(label => label == 1));
        for (var row = 0; row < data.Count; row++)
        {
            // Distance to the center of the half circle is 1 up to noise.
            var (x, y) = data.Labels.Span[row] == 0 ? (data.Features[row, 0], data.Features[row, 1]) : (1 - data.Features[row, 0], 0.5 - data.Features[row, 1]);
            Assert.InRange(Math.Sqrt((x * x) + (y * y)), 0.5, 1.5);
        }

        var moments = MetaFeatures.FromMoments(data.Features).Values;
        Assert.InRange(moments[0, 0], 0.8, 0.95);
        Assert.InRange(moments[0, 1], 0.45, 0.55);
        Assert.InRange(moments[1, 0], 0.45, 0.55);
        Assert.All([2, 3, 4], feature => Assert.InRange(moments[feature, 0], 0.9, 1.1));
        var split = MoonData.Draw(3, 1);
        Assert.Equal((200, 400, 400), (split.Train.Count, split.Validation!.Count, split.Test.Count));
    }

    [Fact]
    public async Task A_prior_holds_the_accuracy_among_features_that_say_nothing_and_a_zero_prior_does_too()
    {
        var points = await MoonRuns.RunAsync([50], runs: 2, seed: 1, epochs: 150, Device.Cpu, Nowhere, Cancellation);
        var result = points[0].Result;
        Assert.True(result[PriorControl.TruePrior].Mean > result[PriorControl.NoPrior].Mean + 0.02);
        Assert.InRange(result[PriorControl.ZeroPrior].Mean, result[PriorControl.TruePrior].Mean - 0.05, result[PriorControl.TruePrior].Mean + 0.05);
        var table = new ResultTable("two-moons", 1);
        MoonRuns.AddTo(table, points);
        Assert.Equal(["no prior, d = 50", "zero prior, d = 50", "noise prior, d = 50", "true prior, d = 50"], table.Rows.Select(row => row.Name));
        Assert.All(table.Rows, row => Assert.Equal(["testAccuracy", "standardError", "epochs"], row.Metrics.Select(metric => metric.Name)));
        Assert.Contains("d = 50: ", MoonPage.Build(points, table).ToString());
    }

    [Fact]
    public async Task Expected_gradients_drive_a_dependence_to_zero_where_the_gradient_does_not()
    {
        var device = new AskedDevice();
        var expected = await Convergence.RunAsync(AttributionKind.ExpectedGradients, 90, seed: 1, device, Cancellation);
        var plain = await Convergence.RunAsync(AttributionKind.Gradient, 90, seed: 1, device, Cancellation);
        Assert.Equal(2, device.Programs);
        Assert.Equal((90, 90), (expected.Count, plain.Count));
        Assert.InRange(expected[^1], 0, 0.02);
        Assert.InRange(plain[^1], 0.1, 1.1);
    }

    [Fact]
    public async Task The_prior_finds_the_features_that_matter_with_true_meta_features_only()
    {
        var runs = await RelevanceRuns.RunAsync(runs: 2, seed: 1, epochs: 150, Device.Cpu, Nowhere, Cancellation);
        Assert.True(runs.Controls[PriorControl.TruePrior].MeanPriorAuc > runs.Controls[PriorControl.NoisePrior].MeanPriorAuc + 0.1);
        var table = new ResultTable("feature-relevance", 1);
        runs.AddTo(table);
        Assert.Equal(["lasso", "no prior", "zero prior", "noise prior", "true prior"], table.Rows.Select(row => row.Name));
        Assert.All(runs.Lasso, error => Assert.InRange(error, 0.05, 0.6));
    }
}
