namespace Rationale.Analyzers.Tests;

public sealed class EpsilonOutOfRangeTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1e-5", "-1E-05")]
    [InlineData("1e-60", "1E-60")]
    [InlineData("double.NaN", "NaN")]
    [InlineData("double.PositiveInfinity", "Infinity")]
    public async Task An_epsilon_that_is_no_positive_single_is_reported(string epsilon, string shown)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4)] [LayerNorm(Epsilon = {|RAT0031:{{epsilon}}|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            $"Epsilon = {shown} of [LayerNorm] on 'Digits' is out of range; give a finite number above zero in single precision, such as 1e-5",
            messages[0]);
    }

    [Fact]
    public async Task A_small_epsilon_is_fine()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [LayerNorm(Epsilon = 1e-12)] [Dense(2)]
            public partial class Digits;
            """);
    }
}
