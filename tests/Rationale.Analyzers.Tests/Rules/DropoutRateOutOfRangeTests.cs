namespace Rationale.Analyzers.Tests;

public sealed class DropoutRateOutOfRangeTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0.1", "-0.1")]
    [InlineData("double.NaN", "NaN")]
    public async Task A_rate_outside_of_its_range_is_reported(string rate, string shown)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4)] [Dropout({|RAT0018:{{rate}}|})] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            $"[Dropout({shown})] on 'Digits' is out of range; give a rate from 0 up to but not including 1",
            messages[0]);
    }

    [Fact]
    public async Task The_rate_of_an_attribution_prior_is_named_as_its_own()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)] [AttributionPrior(2, Dropout = {|RAT0018:1|})]
            public partial class Digits;
            """);

        Assert.Equal("Dropout = 1 of [AttributionPrior] on 'Digits' is out of range; give a rate from 0 up to but not including 1", messages[0]);
    }

    [Fact]
    public async Task A_rate_of_zero_is_accepted()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dropout(0)] [Dense(2)]
            public partial class Digits;
            """);
    }
}
