using Rationale.Metrics;

namespace Rationale.Tests.Metrics;

public sealed class PairedComparisonTests
{
    /// <summary>From tables of Student's t: critical values of two-sided tests, and the closed form of one degree of freedom, 1 − 2/π · atan t.</summary>
    [Theory]
    [InlineData(12.7062047, 1, 0.05)]
    [InlineData(4.30265273, 2, 0.05)]
    [InlineData(2.77644511, 4, 0.05)]
    [InlineData(4.60409487, 4, 0.01)]
    [InlineData(2.26215716, 9, 0.05)]
    [InlineData(1.95996398, 10_000_000, 0.05)]
    [InlineData(0, 5, 1)]
    [InlineData(-2.26215716, 9, 0.05)]
    public void Probabilities_are_those_of_tables(double t, int degrees, double p) => Assert.Equal(p, StudentT.TwoSided(t, degrees), 2e-7);

    [Fact]
    public void One_degree_of_freedom_has_a_closed_form() =>
        Assert.All([0.1, 0.7, 1, 3, 40, 1e6], t => Assert.Equal(1 - (2 / Math.PI * Math.Atan(t)), StudentT.TwoSided(t, 1), 1e-12));

    [Fact]
    public void A_paired_test_looks_at_differences()
    {
        // Differences 1, 2, 3: mean 2, standard error 1/√3, t = 2√3.
        var comparison = PairedComparison.Create("a", [11, 22, 33], "b", [10, 20, 30]);
        Assert.Equal((2.0, 3), (comparison.Difference, comparison.Count));
        Assert.Equal(1 / Math.Sqrt(3), comparison.StandardError, 1e-12);
        Assert.Equal(2 * Math.Sqrt(3), comparison.T, 1e-12);

        // Two degrees of freedom: P = 1 − t / √(t² + 2).
        Assert.Equal(1 - (comparison.T / Math.Sqrt((comparison.T * comparison.T) + 2)), comparison.P, 1e-12);
        Assert.False(comparison.ExceedsNoise);
        Assert.Equal("a − b = +2.0000 ± 0.5774 over 3 runs (paired t = 3.46, p = 0.0742): does not exceed noise.", comparison.ToString());
        Assert.True(PairedComparison.Create("a", [2, 2.1, 2.05, 2], "b", [1, 1, 1, 1]).ExceedsNoise);
        Assert.EndsWith("a single run says nothing about noise.", PairedComparison.Create("a", [2], "b", [1]).ToString());
        Assert.False(PairedComparison.Create("a", [2], "b", [1]).ExceedsNoise);
        Assert.Equal(1, PairedComparison.Create("a", [2, 3], "b", [2, 3]).P);
        Assert.Equal("'a' has 2 runs and 'b' 1; both must have the same, at least one.", Assert.Throws<ArgumentException>(() => PairedComparison.Create("a", [1, 2], "b", [1])).Message);
    }

    [Fact]
    public void Comparisons_that_are_made_together_are_corrected_for_their_number()
    {
        PairedComparison[] three =
        [
            PairedComparison.Create("a", [2, 2.1, 2.05, 2], "b", [1, 1, 1, 1]), PairedComparison.Create("a", [1, 3, 2, 2], "b", [1, 1, 1, 1]), PairedComparison.Create("a", [1, 3, 2, 2.1], "b", [1, 2.9, 2.1, 2]),
        ];
        var adjusted = PairedComparison.Adjust(three);
        Assert.Equal(3 * three[0].P, adjusted[0].AdjustedP, 1e-12);
        Assert.Equal(2 * three[1].P, adjusted[1].AdjustedP, 1e-12);
        Assert.Equal(Math.Min(1, Math.Max(2 * three[1].P, three[2].P)), adjusted[2].AdjustedP, 1e-12);
    }
}
