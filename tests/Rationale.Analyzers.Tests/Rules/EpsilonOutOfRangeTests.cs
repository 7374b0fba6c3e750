namespace Rationale.Analyzers.Tests;

public sealed class EpsilonOutOfRangeTests
{
    [Fact]
    public async Task An_epsilon_of_zero_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(4)] [LayerNorm(Epsilon = {|RAT0031:0|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "Epsilon = 0 of [LayerNorm] on 'Digits' is out of range; give a finite number above zero in single precision, such as 1e-5",
            messages[0]);
    }

    [Theory]
    [InlineData("-1e-5")]
    [InlineData("1e-60")]
    [InlineData("1e60")]
    [InlineData("double.NaN")]
    [InlineData("double.PositiveInfinity")]
    public async Task What_is_no_number_above_zero_in_single_precision_is_reported(string epsilon) => await Verify.ReportsAsync(
        "[Classifier(2)] [Input(4)] [Dense(4)] [LayerNorm(Epsilon = {|RAT0031:" + epsilon + "|})] [Dense(2)]\npublic partial class Digits;");
}
