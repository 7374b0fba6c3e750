namespace Rationale.Generators.Tests;

/// <summary>Self-explaining models with nested networks of their own, which the random models cannot have.</summary>
public sealed class SelfExplainingProgramTests
{
    [Theory]
    [InlineData("[SelfExplaining(3)]", "[Aggregation] [Tanh] [Softplus] private static class A;")]
    [InlineData("[SelfExplaining(3, Output = TargetOutput.LogProbability, Aggregator = ConceptAggregator.PositiveAffine)]", "[Aggregation] [Elu(0.5)] private static class A;")]
    [InlineData("[SelfExplaining(2, Reduction = RobustnessReduction.BatchFrobenius)]", "[ConceptEncoder] [Dense(2)] [Sigmoid] private static class E; [Relevance] [Dense(7)] [Relu] [Dropout(0.5)] [Dense(6)] private static class R;")]
    public void What_is_generated_gives_the_bits_of_the_interpreter(string attribute, string nested)
    {
        using var models = CompiledModels.Create([$$"""
            using Rationale;
            namespace Nested;
            /// <summary>A model.</summary>
            [Classifier(3)] [Input(5)] {{attribute}}
            public sealed partial class M { {{nested}} }
            """]);
        using var model = models.Create("Nested.M");
        Assert.Empty(ProgramComparison.Differences(models, "Nested.M", model.Specification, 1));
    }
}
