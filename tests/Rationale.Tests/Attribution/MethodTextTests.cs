using Rationale.Attribution;
using Rationale.Data;

namespace Rationale.Tests.Attribution;

/// <summary>A method as text shows its settings by value.</summary>
public sealed class MethodTextTests
{
    [Fact]
    public void Baselines_and_tables_say_what_they_are()
    {
        Assert.Contains("Baseline = 0,", new IntegratedGradients().ToString(), StringComparison.Ordinal);
        Assert.Contains("Background = 3 × 2,", new ExpectedGradients(FeatureMatrix.FromArray(new float[6], 2)).ToString(), StringComparison.Ordinal);
        Assert.Equal(["an example", "an example for each", "0.5"], new[] { Baseline.Example([1, 2]), Baseline.PerExample(FeatureMatrix.FromArray([1, 2], 2)), Baseline.Constant(0.5f) }.Select(baseline => baseline.ToString()));
    }
}
