namespace Rationale.Analyzers.Tests;

public sealed class AggregationMixesTests
{
    [Fact]
    public async Task Layers_that_mix_contributions_are_refused()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(3)] [Input(8)] [{|RAT0053:SelfExplaining(4)|}]
            public partial class Digits
            {
                [Aggregation] [Dense(12)]
                private static class Aggregated;
            }
            """);

        Assert.Equal("The aggregation of 'Digits' has [Dense], but contributions must stay apart until they are added; use activations only", messages[0]);
    }
}
