using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.SelfExplaining;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.SelfExplaining;

/// <summary>Aggregations with activations of the model's own.</summary>
public sealed class AggregationTests
{
    private static readonly float[] Row = [0.3f, -0.7f, 1.1f, 0.2f];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ConceptAggregator.Sum)]
    [InlineData(ConceptAggregator.PositiveAffine)]
    public void Bent_contributions_add_up_to_the_outputs(ConceptAggregator aggregator)
    {
        using var model = Model.Interpret(SmallSenn.Model(aggregator: aggregator, aggregation: [new TanhLayer(), new SoftplusLayer()]), seed: 4);
        var explanation = ConceptExplanations.Compute(model, FeatureMatrix.FromSpan(Row, Row.Length), cancellationToken: Token)[0];
        for (var output = 0; output < SmallSenn.Classes; output++)
        {
            var straight = explanation.Effect(1, output) * explanation.Concepts[1];
            Assert.Equal(Softplus(MathF.Tanh(straight)), explanation.Contribution(1, output), 1e-5f);
            Assert.Equal(explanation.Prediction.Outputs[output], Enumerable.Range(0, 3).Sum(concept => explanation.Contribution(concept, output)), 1e-5f);

            // A concept at zero contributes log 2, not nothing.
            Assert.Equal(explanation.Prediction.Outputs[output] - explanation.Contribution(1, output) + MathF.Log(2), explanation.Remove(1).Outputs[output], 1e-5f);
        }

        static float Softplus(float x) => MathF.Log(1 + MathF.Exp(x));
    }

    [Fact]
    public async Task Bent_models_learn_and_are_measured()
    {
        var data = Small.Blobs(60);
        using var model = Model.Interpret(SmallSenn.Model(aggregation: [new TanhLayer()]), seed: 1);
        await model.TrainAsync(data, new TrainingOptions { Epochs = 40, LearningRate = 0.01, RobustnessWeight = 0.01 }, cancellationToken: Token);
        var explanations = ConceptExplanations.Compute(model, data.Features, cancellationToken: Token);
        var accuracy = ConceptAccuracy.Compute(explanations, data, cancellationToken: Token);
        Assert.True(accuracy.Accuracy > 0.9);
        Assert.Equal(
            (double)Enumerable.Range(0, data.Count).Count(row => explanations[row].Remove(2).Class == data.Labels.Span[row]) / data.Count,
            accuracy.Accuracy - accuracy.Drops[2],
            1e-9);
        Assert.True(AggregatorCheck.Run(model, explanations).IsMonotone);
    }

    [Fact]
    public void Sums_and_activations_that_never_fall_are_monotone()
    {
        foreach (Layer[] aggregation in new Layer[][] { [], [new ReluLayer()], [new EluLayer(0.5), new SigmoidLayer()] })
        {
            using var model = Model.Interpret(SmallSenn.Model(aggregation: aggregation), seed: 2);
            var check = AggregatorCheck.Run(model, ConceptExplanations.Compute(model, FeatureMatrix.FromSpan(Row, Row.Length), cancellationToken: Token));
            Assert.True(check.IsMonotone);
            Assert.True(check.Lowest < 0 && check.Highest > 0);
        }
    }

    /// <summary>x² falls until zero, and nobody has said so.</summary>
    [Fact]
    public void An_activation_of_ones_own_is_tried()
    {
        using var model = Model.Interpret(SmallSenn.Model(aggregation: [new Squared()]), seed: 2);
        var check = AggregatorCheck.Run(model, ConceptExplanations.Compute(model, FeatureMatrix.FromSpan(Row, Row.Length), cancellationToken: Token));
        Assert.False(check.IsMonotone);
        Assert.Equal(check.Lowest, check.FallsAt);
    }

    [Fact]
    public void What_falls_or_mixes_is_one_sentence()
    {
        Assert.StartsWith(
            "The aggregation of 'Small' has LeakyRelu(-0.5), which falls somewhere",
            Assert.Throws<ArgumentException>(() => Model.Interpret(SmallSenn.Model(aggregation: [new LeakyReluLayer(-0.5)]))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The aggregation of 'Small' has Dense, but contributions must stay apart",
            Assert.Throws<ArgumentException>(() => Model.Interpret(SmallSenn.Model(aggregation: [new DenseLayer(3, true, Initialization.PyTorchDefault)]))).Message,
            StringComparison.Ordinal);
    }

    private sealed record Squared : ActivationLayer
    {
        public override string Name => "Squared";

        protected override Node Map(Node x) => x.Square();
    }
}
