namespace Rationale.Analyzers.Tests;

public sealed class NormMomentumOutOfRangeTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.1", "-0.1")]
    [InlineData("1.5", "1.5")]
    [InlineData("double.NaN", "NaN")]
    public async Task A_momentum_that_is_no_share_is_an_error(string momentum, string text)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4)] [Dense(3)] [BatchNorm(Momentum = {|RAT0039:{{momentum}}|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal($"The momentum of [BatchNorm] on 'Digits' is {text}, but it must be above 0 and at most 1", messages[0]);
    }

    [Fact]
    public async Task A_whole_batch_is_fine() => await Verify.ReportsAsync("""
        [Classifier(2)] [Input(4)] [Dense(3)] [BatchNorm(Momentum = 1)] [Dense(2)]
        public partial class Digits;
        """);
}
