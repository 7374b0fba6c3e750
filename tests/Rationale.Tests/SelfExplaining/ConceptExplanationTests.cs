using Rationale.Data;
using Rationale.SelfExplaining;

namespace Rationale.Tests.SelfExplaining;

/// <summary>Explanations by concepts against the outputs that they must add up to.</summary>
public class ConceptExplanationTests
{
    private static readonly float[] Row = [0.3f, -0.7f, 1.1f, 0.2f];

    [Fact]
    public void Contributions_add_up_to_the_outputs()
    {
        using var model = Model.Interpret(SmallSenn.Model(), seed: 4);
        var explanation = ConceptExplanations.Compute(model, FeatureMatrix.FromSpan(Row, Row.Length), cancellationToken: TestContext.Current.CancellationToken)[0];
        for (var output = 0; output < SmallSenn.Classes; output++)
        {
            Assert.Equal(explanation.Prediction.Outputs[output], Enumerable.Range(0, 3).Sum(concept => explanation.Contribution(concept, output)), 1e-5f);
        }

        Assert.Equal(model.Predict(Row).Outputs, explanation.Prediction.Outputs);
    }

    [Fact]
    public void The_text_has_the_prediction_and_the_largest_contributions_first()
    {
        using var model = Model.Interpret(SmallSenn.Model(), seed: 4);
        var explanation = ConceptExplanations.Compute(model, FeatureMatrix.FromSpan(Row, Row.Length), cancellationToken: TestContext.Current.CancellationToken)[0];
        var lines = explanation.ToString().TrimEnd().Split('\n');
        Assert.Equal(explanation.Prediction.ToString(), lines[0]);
        Assert.Equal(["concept", "value", "relevance", "contribution"], Words(lines[1]));
        var order = Enumerable.Range(0, 3).OrderByDescending(concept => Math.Abs(explanation.Contribution(concept))).ToList();
        Assert.Equal(order.Select(concept => FormattableString.Invariant($"concept {concept} {explanation.Concepts[concept]:G4} {explanation.Relevance(concept):G4} {explanation.Contribution(concept):G4}")), lines[2..].Select(line => string.Join(" ", Words(line))));

        static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Removing_takes_a_contribution_and_setting_a_concept_to_itself_changes_nothing()
    {
        using var model = Model.Interpret(SmallSenn.Model(aggregator: ConceptAggregator.PositiveAffine), seed: 5);
        var explanation = ConceptExplanations.Compute(model, FeatureMatrix.FromSpan(Row, Row.Length), cancellationToken: TestContext.Current.CancellationToken)[0];
        Assert.Equal(explanation.Prediction.Outputs, explanation.Intervene(1, explanation.Concepts[1]).Outputs);
        for (var output = 0; output < SmallSenn.Classes; output++)
        {
            Assert.Equal(explanation.Prediction.Outputs[output] - explanation.Contribution(1, output), explanation.Remove(1).Outputs[output], 1e-5f);
        }

        Assert.Contains("concepts 0 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => explanation.Remove(3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prototypes_are_the_rows_with_the_largest_concept()
    {
        using var model = Model.Interpret(SmallSenn.Model(), seed: 6);
        var random = new Random(1);
        var rows = FeatureMatrix.FromArray([.. Enumerable.Range(0, 40 * 4).Select(_ => (float)random.NextDouble())], 4);
        var explanations = ConceptExplanations.Compute(model, rows, cancellationToken: TestContext.Current.CancellationToken);
        var prototypes = explanations.Prototypes(2, count: 5);
        var least = explanations.Concepts(prototypes[^1])[2];
        Assert.Equal(5, prototypes.Distinct().Count());
        Assert.Equal(5, Enumerable.Range(0, 40).Count(row => explanations.Concepts(row)[2] >= least));
    }

    [Fact]
    public void A_model_without_concepts_is_refused()
    {
        var plain = SmallSenn.Model() with { Layers = Graph.EquatableArray.Create<Graph.Models.Layer>(new Graph.Models.DenseLayer(3, true, Initialization.PyTorchDefault)), Objectives = Graph.Objectives.TaskLoss.With() };
        using var model = Model.Interpret(plain);
        Assert.Contains("[SelfExplaining]", Assert.Throws<ArgumentException>(() => ConceptExplanations.Compute(model, FeatureMatrix.FromSpan(Row, Row.Length), cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }
}
