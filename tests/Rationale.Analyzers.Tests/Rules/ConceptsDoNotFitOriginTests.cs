namespace Rationale.Analyzers.Tests;

public sealed class ConceptsDoNotFitOriginTests
{
    [Fact]
    public async Task Each_feature_is_a_concept()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(8)]
            [SelfExplaining({|RAT0052:4|}, Origin = ConceptOrigin.Identity)]
            public partial class Digits;
            """);

        Assert.Equal("The concepts of 'Digits' do not fit: 4 concepts are declared, but the example has 8 features, each of which is one", messages[0]);
    }

    [Fact]
    public Task Chosen_features_are_named() => Verify.ReportsAsync("""
        [Classifier(2)] [Input(8)]
        [SelfExplaining(2, Origin = ConceptOrigin.Chosen, Features = {|RAT0052:new[] { 3, 8 }|})]
        public partial class Digits;
        """);

    [Fact]
    public Task An_encoder_gives_as_many_numbers_as_there_are_concepts() => Verify.ReportsAsync("""
        [Classifier(2)] [Input(8)]
        [SelfExplaining({|RAT0052:4|})]
        public partial class Digits
        {
            [ConceptEncoder] [Dense(5)]
            private static class Encoder;
        }
        """);

    [Fact]
    public Task A_relevance_network_gives_a_number_for_each_concept_and_class() => Verify.ReportsAsync("""
        [Classifier(2)] [Input(8)]
        [{|RAT0013:SelfExplaining(4)|}]
        public partial class Digits
        {
            [Relevance] [Dense(5)]
            private static class Relevances;
        }
        """);
}
