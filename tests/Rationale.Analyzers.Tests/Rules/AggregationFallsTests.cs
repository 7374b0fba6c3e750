namespace Rationale.Analyzers.Tests;

public sealed class AggregationFallsTests
{
    [Fact]
    public async Task Activations_that_fall_are_refused()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(3)] [Input(8)] [{|RAT0054:SelfExplaining(4)|}]
            public partial class Digits
            {
                [Aggregation] [Gelu]
                private static class Aggregated;
            }
            """);

        Assert.Equal("The aggregation of 'Digits' has [Gelu], which falls somewhere, so that more of a concept could speak against what it speaks for; use a monotone activation such as [Tanh] or [Softplus]", messages[0]);
    }

    [Theory]
    [InlineData("LeakyRelu(-0.1)", true)]
    [InlineData("LeakyRelu(0.1)", false)]
    [InlineData("Elu(-1)", true)]
    [InlineData("Silu", true)]
    [InlineData("Tanh", false)]
    public Task Slopes_decide(string activation, bool falls) => Verify.ReportsAsync($$"""
        [Classifier(3)] [Input(8)] [{{(falls ? "{|RAT0054:SelfExplaining(4)|}" : "SelfExplaining(4)")}}]
        public partial class Digits
        {
            [Aggregation] [Softplus] [{{activation}}]
            private static class Aggregated;
        }
        """);
}
