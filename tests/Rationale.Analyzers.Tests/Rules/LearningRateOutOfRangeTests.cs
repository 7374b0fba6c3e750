namespace Rationale.Analyzers.Tests;

public sealed class LearningRateOutOfRangeTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1", "-1")]
    [InlineData("double.NaN", "NaN")]
    [InlineData("double.PositiveInfinity", "Infinity")]
    public async Task A_rate_that_cannot_learn_is_reported(string rate, string shown)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [Train(LearningRate = {|RAT0020:{{rate}}|})]
            public partial class Digits;
            """);

        Assert.Equal(
            $"LearningRate = {shown} of [Train] on 'Digits' is out of range; give a finite number above zero, such as 0.001",
            messages[0]);
    }

    [Fact]
    public async Task The_rate_of_an_attribution_prior_is_named_as_its_own()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)] [AttributionPrior(2, LearningRate = {|RAT0020:-1|})]
            public partial class Digits;
            """);

        Assert.Equal("LearningRate = -1 of [AttributionPrior] on 'Digits' is out of range; give a finite number above zero, such as 0.001", messages[0]);
    }
}
