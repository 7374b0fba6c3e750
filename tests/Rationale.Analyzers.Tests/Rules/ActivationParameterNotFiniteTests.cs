namespace Rationale.Analyzers.Tests;

public sealed class ActivationParameterNotFiniteTests
{
    [Fact]
    public async Task A_slope_that_is_not_a_number_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [LeakyRelu({|RAT0027:double.NaN|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "slope = NaN of [LeakyRelu] on 'Digits' is not finite; give an ordinary number",
            messages[0]);
    }

    [Fact]
    public async Task An_infinite_alpha_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Elu(alpha: {|RAT0027:double.PositiveInfinity|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "alpha = Infinity of [Elu] on 'Digits' is not finite; give an ordinary number",
            messages[0]);
    }
}
