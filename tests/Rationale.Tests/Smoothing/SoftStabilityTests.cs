using System.Numerics;
using Rationale.Randomness;
using Rationale.Smoothing;

namespace Rationale.Tests.Smoothing;

/// <summary>Sampling against what can be counted.</summary>
public sealed class SoftStabilityTests
{
    [Theory]
    [InlineData(0.1, 0.1, 150, 22)]
    [InlineData(0.1, 0.05, 185, 29)]
    [InlineData(0.05, 0.1, 600, 45)]
    [InlineData(0.05, 0.05, 738, 59)]
    [InlineData(0.02, 0.05, 4612, 149)]
    [InlineData(0.01, 0.01, 26492, 459)]
    public void Sample_sizes_are_the_published_ones(double error, double risk, int within, int matching)
    {
        Assert.Equal(within, SampleSize.Within(error, risk));
        Assert.Equal(matching, SampleSize.AllMatching(error, risk));
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(0.1, 1)]
    [InlineData(double.NaN, 0.1)]
    public void Error_and_risk_are_shares(double error, double risk)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.Within(error, risk));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.AllMatching(error, risk));
    }

    [Fact]
    public void Bounds_are_those_of_Clopper_and_Pearson()
    {
        // All of n: δ^(1/n). Values from scipy.stats.beta.ppf(δ, k, n − k + 1).
        Assert.Equal(Math.Pow(0.05, 1.0 / 50), Binomial.LowerBound(50, 50, 0.05), 1e-12);
        Assert.Equal(0.8086697146, Binomial.LowerBound(90, 100, 0.01), 1e-8);
        Assert.Equal(0.4038202722, Binomial.LowerBound(5, 7, 0.1), 1e-8);
        Assert.Equal(0, Binomial.LowerBound(0, 10, 0.1));
        Assert.InRange(Binomial.LowerBound(19_000, 20_000, 0.01), 0.945, 0.95);
    }

    [Fact]
    public void Every_mask_within_the_radius_is_equally_likely()
    {
        var random = new RandomSource(3);
        var perturbations = new Perturbations([true, false, false, true, false, false, false], 2);
        var seen = new Dictionary<int, int>();
        var mask = new bool[7];
        const int Draws = 160_000;
        for (var i = 0; i < Draws; i++)
        {
            perturbations.Draw(random, mask);
            Assert.True(mask[0] && mask[3]);
            var bits = Enumerable.Range(0, 7).Sum(group => mask[group] ? 1 << group : 0);
            seen[bits] = seen.GetValueOrDefault(bits) + 1;
        }

        // 1 + 5 + 10 masks, each a sixteenth; five deviations of a count of 10,000.
        Assert.Equal(16, seen.Count);
        Assert.All(seen.Values, count => Assert.InRange(count, 10_000 - 490, 10_000 + 490));
    }

    [Fact]
    public void Many_groups_do_not_overflow()
    {
        var perturbations = new Perturbations(new bool[5000], 2500);
        var mask = new bool[5000];
        perturbations.Draw(new RandomSource(1), mask);
        Assert.InRange(mask.Count(flag => flag), 2400, 2500);
    }

    [Fact]
    public void The_measured_share_and_its_bounds_hold_the_true_one()
    {
        var (random, wrong, cases) = (new RandomSource(8), 0, 0);
        for (var i = 0; i < 60; i++)
        {
            var table = new Table(10, random);
            var explanation = Enumerable.Range(0, 10).Select(_ => random.NextInt32(3) == 0).ToArray();
            var options = new SoftStabilityOptions { Error = 0.05, Risk = 0.05, Seed = (ulong)i };
            int[] radii = [.. ((int[])[0, 1, 2, 4]).Where(radius => radius <= explanation.Count(kept => !kept))];
            foreach (var point in SoftStability.Measure(table, new float[10], explanation, radii, options, cancellationToken: TestContext.Current.CancellationToken))
            {
                var truth = Exact(table, explanation, point.Radius);
                cases++;
                wrong += Math.Abs(point.Rate - truth) > point.Margin || point.Lower > truth ? 1 : 0;
                Assert.Equal(SampleSize.Within(0.05, 0.05 / radii.Length), point.Samples);
            }
        }

        // Each curve may be wrong with probability one in twenty for either bound.
        Assert.InRange(wrong, 0, cases / 10);
    }

    [Fact]
    public void A_point_does_not_depend_on_the_others()
    {
        var table = new Table(8, new RandomSource(2));
        var options = new SoftStabilityOptions { WholeCurve = false };
        var alone = SoftStability.Measure(table, new float[8], new bool[8], [2], options, cancellationToken: TestContext.Current.CancellationToken);
        var together = SoftStability.Measure(table, new float[8], new bool[8], [1, 2, 3], options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(alone[0], together[1]);
    }

    [Fact]
    public void The_one_sided_test_rejects_what_is_not_stable()
    {
        var options = new SoftStabilityOptions { Error = 0.1, Risk = 0.01 };
        Assert.True(SoftStability.IsAtLeast(new Table(8, new RandomSource(2), constant: true), new float[8], new bool[8], 3, options));
        Assert.False(SoftStability.IsAtLeast(new Table(8, new RandomSource(2)), new float[8], new bool[8], 3, options));
    }

    [Theory]
    [InlineData(1e-17, 0.1, "An error of 1E-17")]
    [InlineData(1e-7, 0.1, "more than can be drawn; take a larger error")]
    [InlineData(0.1, 2, "risk is 2, but it must be above 0 and below 1.")]
    [InlineData(0.1, double.NaN, "risk is NaN")]
    public void A_confidence_that_no_sample_gives_is_refused(double error, double risk, string part)
    {
        foreach (var samples in (int?[])[null, 10])
        {
            var options = new SoftStabilityOptions { Error = error, Risk = risk, Samples = samples };
            Refused(part, options, new float[8], 2);
        }
    }

    [Fact]
    public void Rows_radii_and_samples_must_make_sense()
    {
        Refused("Value 3 of the example is NaN, but every value must be a finite number.", new SoftStabilityOptions(), [1, 2, 3, float.NaN, 5, 6, 7, 8], 2);
        Refused("The radius is 8, but only 7 of 8 groups are outside the explanation; take a radius of at most 7.", new SoftStabilityOptions(), new float[8], 8);
        Refused("SoftStabilityOptions.Samples is 0, but it must be at least 1", new SoftStabilityOptions { Samples = 0 }, new float[8], 2);
        Assert.NotEmpty(SoftStability.Measure(new Table(8, new RandomSource(2)), new float[8], [true, .. new bool[7]], [7], cancellationToken: TestContext.Current.CancellationToken));
    }

    private static void Refused(string part, SoftStabilityOptions options, float[] x, int radius)
    {
        var (table, explanation) = (new Table(8, new RandomSource(2)), (bool[])[true, .. new bool[7]]);
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(() => SoftStability.Measure(table, x, explanation, [radius], options)).Message, StringComparison.Ordinal);
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(() => SoftStability.IsAtLeast(table, x, explanation, radius, options)).Message, StringComparison.Ordinal);
    }

    private static double Exact(Table table, bool[] explanation, int radius)
    {
        var start = Enumerable.Range(0, explanation.Length).Sum(group => explanation[group] ? 1 << group : 0);
        var masks = Enumerable.Range(0, 1 << explanation.Length).Where(mask => (mask & start) == start && BitOperations.PopCount((uint)(mask ^ start)) <= radius).ToList();
        return (double)masks.Count(mask => table.Base(mask) == table.Base(start)) / masks.Count;
    }

    /// <summary>Any class for any mask, whatever the example.</summary>
    private sealed class Table(int groups, RandomSource random, bool constant = false) : MaskClassifier
    {
        private readonly int[] _classes = [.. Enumerable.Range(0, 1 << groups).Select(_ => constant || random.NextInt32(4) > 0 ? 1 : 0)];

        public override int Groups => groups;

        public override int Classes => 2;

        public override int Width => groups;

        public int Base(int mask) => _classes[mask];

        public override void Classify(ReadOnlySpan<float> x, ReadOnlySpan<bool> masks, Span<int> classes, int target = 0, Span<double> leads = default)
        {
            for (var i = 0; i < classes.Length; i++)
            {
                var bits = 0;
                for (var group = 0; group < groups; group++)
                {
                    bits |= masks[(i * groups) + group] ? 1 << group : 0;
                }

                classes[i] = _classes[bits];
            }
        }
    }
}
