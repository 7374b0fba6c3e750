namespace Rationale.Analyzers.Tests;

public sealed class CountBelowZeroTests
{
    [Fact]
    public async Task A_negative_stride_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(6, 6, 1)] [Conv(2, 3, Stride = {|RAT0030:-1|})] [Flatten] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "Stride of [Conv] on 'Digits' is -1; it must be zero or more",
            messages[0]);
    }

    [Fact]
    public async Task A_negative_padding_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(6, 6, 1)] [MaxPool(2, Padding = {|RAT0030:-2|})] [Flatten] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "Padding of [MaxPool] on 'Digits' is -2; it must be zero or more",
            messages[0]);
    }

    [Fact]
    public async Task Zero_is_fine()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(6, 6, 1)] [Conv(2, 3, Stride = 0, Padding = 0)] [AveragePool(2, Stride = 0)] [Flatten] [Dense(2)]
            public partial class Digits;
            """);
    }
}
