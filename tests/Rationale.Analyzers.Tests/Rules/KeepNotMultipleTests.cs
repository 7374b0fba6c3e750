namespace Rationale.Analyzers.Tests;

public sealed class KeepNotMultipleTests
{
    [Fact]
    public async Task A_share_that_is_no_whole_number_of_votes_is_an_error()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [Flatten] [Dense(2)]
            [Smoothed(keep: {|RAT0060:0.29|}, Quantization = 64)]
            public partial class Digits;
            """);

        Assert.Equal("'Digits' keeps 0.29 of 64 masks, which is no integer number of them; keep 0.28125 or 0.296875", messages[0]);
    }

    [Theory]
    [InlineData("0.0")]
    [InlineData("-0.25")]
    [InlineData("1.5")]
    [InlineData("double.NaN")]
    public async Task A_share_out_of_range_is_an_error(string keep) => await Verify.ReportsAsync($$"""
        [Classifier(2)] [Input(8, 8, 1)] [Flatten] [Dense(2)]
        [Smoothed({|RAT0060:{{keep}}|})]
        public partial class Digits;
        """);

    [Fact]
    public async Task Whole_numbers_of_votes_are_fine() => await Verify.ReportsAsync("""
        [Classifier(2)] [Input(8, 8, 1)] [Flatten] [Dense(2)]
        [Smoothed(keep: 0.3, Quantization = 10)]
        public partial class Digits;
        """);
}
