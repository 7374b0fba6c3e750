using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.SelfExplaining;

/// <summary>λ of one training, and the control whose concepts say nothing.</summary>
public sealed class RobustnessWeightTests
{
    private static readonly Dataset Data = Small.Blobs(40);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RobustnessReduction.MeanOfNorms)]
    [InlineData(RobustnessReduction.BatchFrobenius)]
    public async Task The_weight_of_one_training_is_that_of_a_model_that_declares_it(RobustnessReduction reduction)
    {
        var specification = SmallSenn.Model(reduction: reduction);
        foreach (var weight in new[] { 0.0, 2.0 })
        {
            using var changed = Model.Interpret(specification, seed: 1);
            using var declared = Model.Interpret(specification.With(specification.Find<RobustnessPenalty>()! with { Weight = weight }), seed: 1);
            var options = new TrainingOptions { Epochs = 3, BatchSize = 8, Validation = Data };
            var expected = await declared.TrainAsync(Data, options, cancellationToken: Token);
            var found = await changed.TrainAsync(Data, options with { RobustnessWeight = weight }, cancellationToken: Token);
            Assert.Equal(declared.Copy(), changed.Copy());
            Assert.Equal(weight > 0, found.History[0].Losses.ContainsKey(RobustnessPenalty.Key));
            Assert.Equal(expected.History[^1].Losses, found.History[^1].Losses);
            Assert.Equal(expected.History[^1].Metrics["loss"], found.History[^1].Metrics["loss"], 1e-6);
        }
    }

    [Fact]
    public async Task A_weight_of_zero_leaves_an_explanation_constraint_in_place()
    {
        var specification = SmallSenn.Model().With(Small.Sum);
        using var changed = Model.Interpret(specification, seed: 1);
        using var declared = Model.Interpret(specification.With(specification.Find<RobustnessPenalty>()! with { Weight = 0 }), seed: 1);
        foreach (var data in new[] { Data, Data.Marking(3) })
        {
            var options = new TrainingOptions { Epochs = 2, BatchSize = 8, AllowMissingInputs = true };
            await declared.TrainAsync(data, options, cancellationToken: Token);
            var found = await changed.TrainAsync(data, options with { RobustnessWeight = 0 }, cancellationToken: Token);
            Assert.Equal(declared.Copy(), changed.Copy());
            Assert.Equal(data.AnnotationMask is not null, found.History[0].Losses.ContainsKey(ExplanationPenalty.Key));
        }
    }

    /// <summary>With concepts of one, an output is the sum of its relevances, and the penalty its gradient.</summary>
    [Fact]
    public async Task Constant_concepts_train_and_explain()
    {
        using var model = Model.Interpret(SmallSenn.Model(source: new ConstantConcepts(3)), seed: 1);
        await model.TrainAsync(Data, new TrainingOptions { Epochs = 20, RobustnessWeight = 1e-3, LearningRate = 0.01 }, cancellationToken: Token);
        Assert.True(model.Evaluate(Data).Accuracy > 0.9);
        var explanation = Rationale.SelfExplaining.ConceptExplanations.Compute(model, Data.Features, cancellationToken: TestContext.Current.CancellationToken)[0];
        Assert.Equal([1f, 1f, 1f], explanation.Concepts.ToArray());
        Assert.Equal(explanation.Prediction.Outputs[2], Enumerable.Range(0, 3).Sum(concept => explanation.Relevance(concept, 2)), 1e-5f);
    }
}
