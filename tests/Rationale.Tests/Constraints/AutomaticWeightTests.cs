using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Constraints;

/// <summary>The ratio rule: at the first step the penalty is as many times the task loss as was asked for.</summary>
public sealed class AutomaticWeightTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Reduction.Sum, Reduction.Sum)]
    [InlineData(Reduction.Mean, Reduction.Sum)]
    [InlineData(Reduction.Sum, Reduction.Mean)]
    [InlineData(Reduction.Mean, Reduction.Mean)]
    [InlineData(Reduction.Mean, Reduction.Normalized)]
    public async Task The_first_step_has_the_ratio_asked_for(Reduction task, Reduction penalty)
    {
        var data = Small.Plane(6).Marking(0);
        using var model = Linear(task, penalty);

        // All examples in one batch and a step that changes nothing visible: the history holds the losses of the first step.
        var result = await model.TrainAsync(data, Options(6), cancellationToken: Token);
        var losses = result.History[0].Losses;
        Assert.Equal(0.25, losses["explanation"] / losses["task"], 1e-4);
    }

    [Fact]
    public async Task The_weight_is_the_ratio_of_the_sums_over_the_data()
    {
        var data = Small.Plane(8).Marking(0);
        using var model = Linear(Reduction.Sum, Reduction.Sum);
        var parameters = model.Copy();
        var answers = Enumerable.Range(0, 8).Sum(row =>
            Math.Pow((data.Features[row, 0] * parameters[0]) + (data.Features[row, 1] * parameters[1]) + parameters[2] - data.Targets![row, 0], 2));
        var reasons = 8 * Math.Pow(parameters[0], 2);
        var result = await model.TrainAsync(data, Options(2), cancellationToken: Token);
        Assert.Equal(0.25 * answers / reasons, result.ExplanationWeight, 1e-4);
    }

    [Theory]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Normalized)]
    public async Task Few_annotated_rows_count_as_they_stand_in_a_batch(Reduction penalty)
    {
        // Examples alike, so that the average batch is every batch.
        var row = Small.Plane(1);
        var data = row.Select([0, 0, 0, 0]);
        var always = row.Select([0, 0]).Marking(0);
        using var model = Linear(Reduction.Sum, penalty);
        var result = await model.TrainAsync(data, Options(4) with { AlwaysInclude = always }, cancellationToken: Token);
        var losses = result.History[0].Losses;
        Assert.Equal(0.25, losses["explanation"] / losses["task"], 1e-4);
    }

    [Fact]
    public async Task Marks_that_mark_nothing_have_no_ratio()
    {
        using var model = Linear(Reduction.Sum, Reduction.Sum);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Small.Plane(4).Marking(), Options(2), cancellationToken: Token));
        Assert.Contains("automatic weight of 'Small'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("set ExplanationWeight instead", exception.Message, StringComparison.Ordinal);
    }

    private static Model Linear(Reduction task, Reduction penalty) => Rationale.Model.Interpret(
        Small.Linear(2, Small.Numbers(1, task)).With(new ExplanationPenalty(1, 0.25, new Target(TargetOutput.Logit, TargetClass.All), PenaltyNorm.L2, penalty)),
        seed: 1);

    private static TrainingOptions Options(int batchSize) => new() { Epochs = 1, BatchSize = batchSize, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-9 };
}
