namespace Rationale.Analyzers.Tests;

public sealed class MomentumOutOfRangeTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0.1", "-0.1")]
    [InlineData("double.NaN", "NaN")]
    public async Task A_momentum_outside_of_its_range_is_reported(string momentum, string shown)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [Train(Optimizer = OptimizerKind.Sgd, Momentum = {|RAT0021:{{momentum}}|})]
            public partial class Digits;
            """);

        Assert.Equal(
            $"Momentum = {shown} of [Train] on 'Digits' is out of range; give a number from 0 up to but not including 1, such as 0.9",
            messages[0]);
    }
}
