namespace Rationale.Analyzers.Tests;

public sealed class CountBelowZeroTests
{
    [Fact]
    public async Task A_negative_padding_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [Conv(4, 3, Padding = {|RAT0030:-1|})] [Flatten] [Dense(2)]
            public partial class Digits;
            """);

        Assert.Equal(
            "Padding of [Conv] on 'Digits' is -1; it must be zero or more",
            messages[0]);
    }

    [Fact]
    public async Task A_negative_stride_of_a_pooling_is_reported()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [MaxPool(2, Stride = {|RAT0030:-2|})] [AveragePool(2, Stride = {|RAT0030:-1|})] [Flatten] [Dense(2)]
            public partial class Digits;
            """);
    }

    [Fact]
    public async Task Zero_stands_for_what_is_usual()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [Conv(4, 3, Stride = 0)] [MaxPool(2, Stride = 0, Padding = 0)] [Flatten] [Dense(2)]
            public partial class Digits;
            """);
    }
}
