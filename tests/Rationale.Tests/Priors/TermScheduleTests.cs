using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Priors;

/// <summary>Terms that are computed with a growing weight, or at every k-th step only.</summary>
public sealed class TermScheduleTests
{
    private const string Key = AttributionPrior.Key;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Dataset Data => Small.Blobs(48).WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray([1, 2, 3, 4, 5, 6, 7, -8], 2)));

    private static ModelSpecification Specification => Small.Mlp(4, Small.Classes(3)).With(new AttributionPrior(
        0.4,
        2,
        EquatableArray.Create<Layer>(new DenseLayer(1, true, Initialization.PyTorchDefault)),
        new AttributionSource(AttributionKind.ExpectedGradients, 1, new Target(TargetOutput.Logit, TargetClass.Labeled)),
        true,
        PenaltyNorm.L2)).With(new WeightPenalty(0.01, 0));

    private static TrainingOptions Sgd(params (string Key, TermSchedule Schedule)[] schedules) => new()
    {
        Epochs = 1,
        BatchSize = 24,
        Shuffle = false,
        Optimizer = OptimizerKind.Sgd,
        LearningRate = 0.01,
        TermSchedules = schedules.ToDictionary(entry => entry.Key, entry => entry.Schedule),
    };

    [Fact]
    public void Factors_grow_in_a_straight_line_and_count_for_the_steps_without()
    {
        Assert.Equal([0.25, 0.5, 0.75, 1, 1], Enumerable.Range(0, 5).Select(step => new TermSchedule(WarmUpSteps: 4).FactorAt(step)));
        Assert.Equal([3, 0, 0, 3, 0, 0, 3.0], Enumerable.Range(0, 7).Select(step => new TermSchedule(Every: 3).FactorAt(step)));
        Assert.Equal([0.5, 0, 1.5, 0, 2.0], Enumerable.Range(0, 5).Select(step => new TermSchedule(4, 2).FactorAt(step)));
    }

    [Fact]
    public async Task A_schedule_without_effect_changes_no_bit() =>
        Assert.Equal(await TrainedAsync(Data, Sgd()), await TrainedAsync(Data, Sgd((Key, new TermSchedule(WarmUpSteps: 1, Every: 1)))));

    [Fact]
    public async Task Every_second_step_is_made_without_the_term_and_the_others_with_twice_its_weight()
    {
        // By hand: a step on the first half with twice the weight, then one on the second half without the term.
        var first = await TrainedAsync(Data.Take(24).WithBackground(Data.Features), Sgd() with { Coefficients = new() { [Key] = 0.8 } });
        var expected = await TrainedAsync(Data.Skip(24), Sgd() with { Coefficients = new() { [Key] = 0 } }, first);
        Assert.Equal(expected, await TrainedAsync(Data, Sgd((Key, new TermSchedule(Every: 2)))));
    }

    [Fact]
    public async Task A_warm_up_multiplies_the_weight_of_each_step()
    {
        var first = await TrainedAsync(Data.Take(24).WithBackground(Data.Features), Sgd() with { Coefficients = new() { [Key] = 0.1 } });
        var result = await TrainedAsync(Data.Take(24).WithBackground(Data.Features), Sgd((Key, new TermSchedule(WarmUpSteps: 4))));
        Assert.Equal(first, result);
    }

    [Fact]
    public async Task The_error_of_a_term_that_is_not_always_computed_is_reported_and_a_resumed_training_gives_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var options = Sgd((Key, new TermSchedule(WarmUpSteps: 5, Every: 3))) with { Epochs = 4, BatchSize = 5, Optimizer = OptimizerKind.Adam, CheckpointFolder = folder["run"], Shuffle = true };
        using var model = Model.Interpret(Specification, seed: 1);
        var result = await model.TrainAsync(Data, options with { CheckpointFolder = null }, cancellationToken: Token);
        Assert.All(result.History, record => Assert.InRange(record.Metrics[$"{Key}.error"], 1e-6, 2));
        Assert.Equal(4, result.History.Count);
        await TrainedAsync(Data, options with { Epochs = 2 });
        Assert.Equal(model.Copy(), await TrainedAsync(Data, options with { Resume = true }));
    }

    [Fact]
    public async Task Schedules_that_do_not_fit_are_one_sentence()
    {
        await RefusedAsync(Sgd(("robustness", new TermSchedule())), "TermSchedules has 'robustness', but no term of 'Small' with that name has a weight; there are attributionPrior, weights.");
        await RefusedAsync(Sgd((Key, new TermSchedule(Every: 0))), "The schedule of 'attributionPrior' has WarmUpSteps 0 and Every 0, but the first must be 0 or more and the second 1 or more.");
        await RefusedAsync(Sgd((Key, new TermSchedule(-1))), "The schedule of 'attributionPrior' has WarmUpSteps -1 and Every 1, but the first must be 0 or more and the second 1 or more.");

        static async Task RefusedAsync(TrainingOptions options, string expected) => Assert.Equal(expected, (await Assert.ThrowsAsync<ArgumentException>(() => TrainedAsync(Data, options))).Message);
    }

    private static async Task<float[]> TrainedAsync(Dataset data, TrainingOptions options, float[]? start = null)
    {
        using var model = Model.Interpret(Specification, seed: 1);
        start?.CopyTo(model.Runtime.Parameters);
        await model.TrainAsync(data, options, cancellationToken: Token);
        return model.Copy();
    }
}
