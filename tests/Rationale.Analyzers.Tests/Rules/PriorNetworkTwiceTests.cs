using Rationale.CodeFixes;

namespace Rationale.Analyzers.Tests;

public sealed class PriorNetworkTwiceTests
{
    [Theory]
    [InlineData("Hidden", "new[] { 4 }")]
    [InlineData("Dropout", "0.5")]
    public async Task A_nested_class_excludes_the_properties(string property, string value) => Assert.Equal(
        [$"'Genes' has a class with [PriorNetwork] and sets {property} of [AttributionPrior] as well; keep one of them"],
        await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(8)] [Dense(2)] [AttributionPrior(3, {{property}} = {|RAT0092:{{value}}|})]
            public partial class Genes
            {
                [PriorNetwork] [Dense(5)] [Tanh] [Dense(1)]
                private static class Prior;
            }
            """));

    [Fact]
    public Task Either_is_not_reported() => Verify.ReportsAsync("""
        [Classifier(2)] [Input(8)] [Dense(2)] [AttributionPrior(3, LearningRate = 0.01)]
        public partial class Genes
        {
            [PriorNetwork] [Dense(5)] [Tanh] [Dense(1)]
            private static class Prior;
        }

        [Classifier(2)] [Input(8)] [Dense(2)] [AttributionPrior(3, Hidden = new[] { 4, 2 }, Dropout = 0.5)]
        public partial class Others;
        """);

    [Fact]
    public Task The_fix_keeps_the_class() => VerifyFix.ChangesAsync<RemoveArgumentCodeFix>(
        "[Classifier(2)] [Input(8)] [Dense(2)] [AttributionPrior(3, Dropout = 0.5)]\npublic partial class Genes { [PriorNetwork] [Dense(5)] [Tanh] [Dense(1)] private static class Prior; }",
        "[Classifier(2)] [Input(8)] [Dense(2)] [AttributionPrior(3)]\npublic partial class Genes { [PriorNetwork] [Dense(5)] [Tanh] [Dense(1)] private static class Prior; }");
}
