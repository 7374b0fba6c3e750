using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Metrics;

namespace Rationale.Tests.Counterfactuals;

public sealed class DacPropertyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_map_may_have_any_scale_and_workers_change_nothing()
    {
        using var model = DacCase.Model();
        var metric = new DacMetric(DacCase.Pairs);
        var maps = new DiscriminativeIntegratedGradients().Attribute(model, DacCase.Pairs, cancellationToken: Token);
        var score = metric.Measure(model, maps, cancellationToken: Token);
        var scaled = metric.Measure(model, FeatureMatrix.FromArray([.. maps.ToArray().Select(value => value * 8)], maps.Width), cancellationToken: Token);
        model.Workers = 2;
        var again = metric.Measure(model, maps, cancellationToken: Token);
        Assert.Equal(score.PerExample, scaled.PerExample);
        Assert.Equal(score.PerExample, again.PerExample);
        Assert.Equal("DAC", score.Metric);
        Assert.Contains("3 examples", score.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_without_scores_copies_all_or_nothing()
    {
        using var model = DacCase.Model();
        var score = new DacMetric(DacCase.Pairs).Measure(model, FeatureMatrix.Repeat(new float[288], 3), cancellationToken: Token);
        Assert.Equal(6, score.Evaluations);
        Assert.All(score.Masks(0), mask => Assert.Equal(mask.Threshold < 0 ? 1 : 0, mask.Size));
        Assert.Equal(score.Masks(0)[0].Gain / 2, score.PerExample[0], 1e-9);
    }

    [Fact]
    public void Channels_are_counted_apart_where_they_are_masked_apart()
    {
        var map = new float[4 * 4 * 2];
        map[10] = 1;
        map[11] = 0.5f;
        var joint = AttributionMask.Create(map, [4, 4, 2], 0.7, MaskOptions.NoBlur);
        var apart = AttributionMask.Create(map, [4, 4, 2], 0.7, MaskOptions.NoBlur with { ChannelWise = true });
        Assert.Equal((1, 1.0 / 16), (joint.Count, joint.Size));
        Assert.Equal((1, 1.0 / 32), (apart.Count, apart.Size));
        Assert.Equal([10, 11], Enumerable.Range(0, 32).Where(value => joint.Weights()[value] == 1));
        Assert.Equal([10], Enumerable.Range(0, 32).Where(value => apart.Weights()[value] == 1));
        var (real, counterfactual) = (Enumerable.Repeat(1f, 32).ToArray(), Enumerable.Repeat(-1f, 32).ToArray());
        Assert.Equal(1, apart.Mix(real, counterfactual).Count(value => value == 1));
        Assert.Equal(2, joint.Mix(real, counterfactual).Count(value => value == 1));
    }

    [Fact]
    public void Intervals_hold_the_mean_and_follow_the_seed()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(i => (double)(i % 7))];
        var interval = BootstrapInterval.Compute(values, 0.9);
        Assert.Equal(interval, BootstrapInterval.Compute(values, 0.9));
        Assert.NotEqual(interval, BootstrapInterval.Compute(values, 0.9, seed: 9));
        Assert.InRange(values.Average(), interval.Lower, interval.Upper);

        // Two standard deviations of a mean of 50 draws, and 1.645 of them on each side.
        var error = Math.Sqrt(values.Select(value => Math.Pow(value - values.Average(), 2)).Average() / 50);
        Assert.Equal(2 * 1.645 * error, interval.Upper - interval.Lower, 0.15);
        Assert.Equal(new BootstrapInterval(3, 3, 0.95), BootstrapInterval.Compute([3]));
    }

    [Fact]
    public void Progress_rises_to_one_and_cancellation_ends_the_work()
    {
        using var model = DacCase.Model();
        using var source = new CancellationTokenSource();
        var shares = new List<double>();
        foreach (var method in DiscriminativeMethod.All)
        {
            var maps = method.Attribute(model, DacCase.Pairs, progress: new Recorder(shares), cancellationToken: Token);
            Assert.Equal(1, shares[^1]);
            new DacMetric(DacCase.Pairs).Measure(model, maps, new Recorder(shares), Token);
            Assert.Equal(1, shares[^1]);
        }

        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        source.Cancel();
        Assert.All(DiscriminativeMethod.All, method => Assert.ThrowsAny<OperationCanceledException>(() => method.Attribute(model, DacCase.Pairs, cancellationToken: source.Token)));
        Assert.ThrowsAny<OperationCanceledException>(() => new DacMetric(DacCase.Pairs).Measure(model, DacCase.Pairs.Real, cancellationToken: source.Token));
    }

    [Fact]
    public void Noise_follows_the_seed()
    {
        using var model = DacCase.Model();
        float[] Draw(ulong seed) => new RandomMap().Attribute(model, DacCase.Pairs, new() { Seed = seed }, cancellationToken: Token).ToArray();
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void The_metric_is_one_of_attributions()
    {
        using var model = DacCase.Model();
        IAttributionMetric metric = new DacMetric(DacCase.Pairs);
        Assert.Equal(("DAC", true, 3), (metric.Name, metric.HigherIsBetter, metric.Count));
        Assert.IsType<DacScore>(metric.Measure(model, DacCase.Pairs.Real, cancellationToken: Token));
    }

    private sealed class Recorder(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
