namespace Rationale.Analyzers.Tests;

public sealed class ReplacementNotFiniteTests
{
    [Theory]
    [InlineData("double.NaN", "NaN")]
    [InlineData("double.PositiveInfinity", "Infinity")]
    [InlineData("1e300", "1E+300")]
    public async Task What_replaces_a_feature_is_finite(string replacement, string text)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [Smoothed(keep: 0.5, Replacement = {|RAT0065:{{replacement}}|})]
            public partial class Digits;
            """);

        Assert.Equal($"The replacement of 'Digits' is {text}, but it must be a finite number", messages[0]);
    }
}
