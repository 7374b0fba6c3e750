namespace Rationale.Analyzers.Tests;

public sealed class TermDoesNotFitTests
{
    [Theory]
    [InlineData("[Classifier(3)] [Input(16)] [Dense(3)]", "SmoothAttributions", "[SmoothAttributions] of 'Digits' needs images, [Input(height, width)] or [Input(height, width, channels)], but its input is 16; use [GraphAttributions] for features that are no grid")]
    [InlineData("[Regressor(1)] [Input(16)] [Dense(1)]", "SparseAttributions(Attribution = AttributionKind.LogGradient)", "[SparseAttributions] takes the gradient of log-probabilities, but 'Digits' is a regressor and has none; use AttributionKind.Gradient")]
    [InlineData("[Classifier(3)] [Input(16)] [Dense(3)]", "SparseAttributions(References = 65)", "SparseAttributions.References of 'Digits' is 65, but it must be from 1 to 64; the mean over many steps has as many draws as one needs")]
    [InlineData("[Classifier(3)] [Input(16)] [Dense(3)]", "AttributionPrior(2, Index = 3)", "The attribution target of 'Digits' is the logit of class 3, but there are only the classes 0 to 2")]
    [InlineData("[Classifier(3)] [Input(5)] [Embedding(11, 4)] [GlobalAveragePool] [Dense(3)]", "SparseAttributions", "[SparseAttributions] attributes to features, but those of 'Digits' are token ids, which have no gradient; use it on a model without [Embedding]")]
    public async Task A_term_that_is_impossible_says_why(string model, string attribute, string message) => Assert.Equal(
        [message],
        await Verify.ReportsAsync($$"""{{model}} [{|RAT0090:{{attribute}}|}] public partial class Digits;"""));

    [Fact]
    public async Task A_prior_network_leads_to_one_number() => Assert.Equal(
        ["The prior network of 'Digits' gives 2 for each feature, but it must give one number by a trained layer; end it with [Dense(1)]"],
        await Verify.ReportsAsync("""
            [Classifier(3)] [Input(16)] [Dense(3)]
            [{|RAT0090:AttributionPrior(4)|}]
            public partial class Digits
            {
                [PriorNetwork] [Dense(2)]
                private static class Network;
            }
            """));

    [Fact]
    public Task Terms_that_are_possible_are_not_reported() => Verify.ReportsAsync("""
        [Classifier(3)] [Input(4, 4)] [Flatten] [Dense(3)]
        [AttributionPrior(4)] [SmoothAttributions] [GraphAttributions] [SparseAttributions(Attribution = AttributionKind.LogGradient)]
        public partial class Digits;
        """);
}
