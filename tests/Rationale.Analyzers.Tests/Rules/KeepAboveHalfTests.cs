namespace Rationale.Analyzers.Tests;

public sealed class KeepAboveHalfTests
{
    [Fact]
    public async Task A_share_that_allows_no_certificate_is_a_warning()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8, 8, 1)] [Flatten] [Dense(2)]
            [Smoothed(keep: {|RAT0062:0.75|})]
            public partial class Digits;
            """);

        Assert.Equal("'Digits' keeps 0.75 of the features, and above 0.5 no certificate has a radius of 1 or more; keep 0.5 or less", messages[0]);
    }

    [Fact]
    public async Task Half_of_the_features_is_fine() => await Verify.ReportsAsync("""
        [Classifier(2)] [Input(8, 8, 1)] [Flatten] [Dense(2)]
        [Smoothed(keep: 0.5)]
        public partial class Digits;
        """);
}
