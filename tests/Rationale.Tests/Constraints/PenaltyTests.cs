using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Tests.Training;
using Rationale.Training;

namespace Rationale.Tests.Constraints;

public sealed class PenaltyTests
{
    private const double Rate = 0.01;

    private static readonly ExplanationPenalty OfOutputs = Small.Sum with { Weight = 0.7, Target = new Target(TargetOutput.Logit, TargetClass.All) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.Normalized)]
    public async Task Masks_of_each_row_enter_the_gradient(Reduction reduction)
    {
        var data = Small.Plane(7);
        data = data.WithAnnotationMask(FeatureMatrix.FromArray([1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1], 2));
        using var model = Linear(OfOutputs with { Reduction = reduction });
        var oracle = new LinearOracle(model.Copy());
        for (var first = 0; first < 7; first += 3)
        {
            oracle.Descend(oracle.Gradient(data, Enumerable.Range(first, Math.Min(3, 7 - first)), 0.7, reduction == Reduction.Normalized), Rate);
        }

        await model.TrainAsync(data, Options(3), cancellationToken: Token);
        oracle.Near(model.Copy());
    }

    [Fact]
    public async Task Rows_that_are_always_included_stand_before_every_batch()
    {
        var data = Small.Plane(5);
        var always = Small.Plane(2, seed: 9).Marking(1);
        var all = Dataset.Concat(always, data);
        using var model = Linear(OfOutputs);
        var oracle = new LinearOracle(model.Copy());
        foreach (int[] batch in new int[][] { [0, 1, 2, 3], [0, 1, 4, 5], [0, 1, 6] })
        {
            oracle.Descend(oracle.Gradient(all, batch, 0.7), Rate);
        }

        var result = await model.TrainAsync(data, Options(2) with { AlwaysInclude = always }, cancellationToken: Token);
        Assert.Equal(3, result.Steps);
        Assert.True(result.History[0].Losses["explanation"] > 0);
        oracle.Near(model.Copy());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_weight_or_annotations_a_model_trains_as_if_it_had_no_constraint(bool annotated)
    {
        var data = annotated ? Small.Blobs(40).Marking(3) : Small.Blobs(40);
        var specification = Small.Mlp(4, Small.Classes(3));
        using var plain = Model.Interpret(specification, seed: 1);
        using var model = Model.Interpret(specification.With(Small.Sum), seed: 1);
        var options = annotated ? new TrainingOptions { ExplanationWeight = 0 } : new TrainingOptions { AllowMissingInputs = true };
        var expected = await plain.TrainAsync(data, new TrainingOptions(), cancellationToken: Token);
        var found = await model.TrainAsync(data, options, cancellationToken: Token);
        Assert.Equal(expected.History.Text(), found.History.Text());
        Assert.Equal(plain.Copy(), model.Copy());
        Assert.Equal(0, found.ExplanationWeight);
    }

    [Fact]
    public async Task The_penalty_lowers_the_gradients_of_marked_inputs()
    {
        var data = Small.Blobs(60).Marking(0);
        var specification = Small.Mlp(4, Small.Classes(3)).With(Small.Sum with { Weight = 100 });
        using var free = Model.Interpret(specification, seed: 1);
        using var constrained = Model.Interpret(specification, seed: 1);
        await free.TrainAsync(data, new TrainingOptions { Epochs = 30, ExplanationWeight = 0 }, cancellationToken: Token);
        var result = await constrained.TrainAsync(data, new TrainingOptions { Epochs = 30 }, cancellationToken: Token);
        Assert.Equal(100, result.ExplanationWeight);
        Assert.True(Mean(constrained) < 0.05 * Mean(free), $"{Mean(constrained)} {Mean(free)}");

        double Mean(Model model)
        {
            var gradients = model.Runtime.Explain(data, new Target(TargetOutput.LogProbability, TargetClass.All)).Scores;
            return Enumerable.Range(0, data.Count).Average(row => Math.Abs(gradients[row, 0]));
        }
    }

    [Fact]
    public async Task The_weight_of_one_training_can_be_changed()
    {
        var data = Small.Plane(4).Marking(0);
        using var model = Linear(OfOutputs);
        var oracle = new LinearOracle(model.Copy());
        oracle.Descend(oracle.Gradient(data, Enumerable.Range(0, 4), 3), Rate);
        var result = await model.TrainAsync(data, Options(4) with { ExplanationWeight = 3 }, cancellationToken: Token);
        Assert.Equal(3, result.ExplanationWeight);
        oracle.Near(model.Copy());
    }

    private static Model Linear(ExplanationPenalty constraint) => Rationale.Model.Interpret(Small.Linear(2, Small.Numbers(1)).With(constraint), seed: 1);

    private static TrainingOptions Options(int batchSize) =>
        new() { Epochs = 1, BatchSize = batchSize, Shuffle = false, Optimizer = OptimizerKind.Sgd, LearningRate = Rate };
}
