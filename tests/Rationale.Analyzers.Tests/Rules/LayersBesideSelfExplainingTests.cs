namespace Rationale.Analyzers.Tests;

public sealed class LayersBesideSelfExplainingTests
{
    [Fact]
    public async Task A_layer_of_the_model_itself_has_no_place()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(3)] [Input(8)] [{|RAT0050:Dense(3)|}]
            [SelfExplaining(4)]
            public partial class Digits;
            """);

        Assert.Equal("'Digits' is self-explaining, so [Dense] has no place on it; move it into a nested class marked [Relevance], [ConceptEncoder] or [ConceptDecoder]", messages[0]);
    }

    [Fact]
    public Task Layers_of_nested_networks_are_welcome() => Verify.ReportsAsync("""
        [Classifier(3)] [Input(8)] [SelfExplaining(4)]
        public partial class Digits
        {
            [Relevance] [Dense(20)] [Tanh] [Dense(12)]
            private static class Relevances;
        }
        """);
}
