namespace Rationale.Analyzers.Tests;

public sealed class QuantizationOutOfRangeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-5)]
    [InlineData(65537)]
    public async Task Too_few_or_too_many_votes_are_an_error(int votes)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(8, 8, 1)] [Flatten] [Dense(2)]
            [Smoothed(keep: 1, Quantization = {|RAT0061:{{votes}}|})]
            public partial class Digits;
            """);

        Assert.Equal($"'Digits' votes over {votes} masks, but there must be from 2 to 65536", messages[0]);
    }
}
