using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Objectives;

/// <summary>Coefficients that a model declares as zero beside another, and coefficients that are chosen before the first step.</summary>
public sealed class RaisedCoefficientTests : IDisposable
{
    private static readonly Dataset Data = Small.Blobs(45).Marking(3);

    private static readonly ModelSpecification Plain = Small.Mlp(4, Small.Classes(3));

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("weights.L1", 0.02, 0)]
    [InlineData("weights.L2", 0, 0.02)]
    public async Task A_part_that_is_declared_as_zero_can_be_raised(string key, double l1, double l2)
    {
        using var declared = Model.Interpret(Plain.With(new WeightPenalty(l2 + 0.01, l1 + 0.01)), seed: 1);
        using var raised = Model.Interpret(Plain.With(key == "weights.L1" ? new WeightPenalty(0.01, 0) : new WeightPenalty(0, 0.01)), seed: 1);
        var options = new TrainingOptions { Validation = Data };
        var expected = await declared.TrainAsync(Data, options, cancellationToken: Token);
        var found = await raised.TrainAsync(Data, options with { Coefficients = new() { [key] = l1 + l2 + 0.01 } }, cancellationToken: Token);
        Assert.Equal(declared.Copy(), raised.Copy());
        Assert.Equal(expected.History.Text(), found.History.Text());
        Assert.True(found.History[^1].Losses["weights"] > 0);
        Assert.Equal(l1 + l2 + 0.01, found.Coefficients[key]);
    }

    [Fact]
    public async Task A_raised_training_is_resumed_with_the_same_bits()
    {
        var specification = Plain.With(new WeightPenalty(0.01, 0));
        var options = new TrainingOptions { Epochs = 4, Coefficients = { ["weights.L1"] = 0.05 }, AutomaticRatios = { ["weights.L2"] = 0.5 } };
        using var unbroken = Model.Interpret(specification, seed: 1);
        var expected = await unbroken.TrainAsync(Data, options, cancellationToken: Token);
        using var resumed = Model.Interpret(specification, seed: 1);
        await resumed.TrainAsync(Data, options with { Epochs = 2, CheckpointFolder = _folder["run"] }, cancellationToken: Token);
        var found = await resumed.TrainAsync(Data, options with { CheckpointFolder = _folder["run"], Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), resumed.Copy());
        Assert.Equal(expected.Coefficients, found.Coefficients);
    }

    [Fact]
    public async Task Zero_raises_nothing_and_what_no_term_knows_is_refused()
    {
        using var model = Model.Interpret(Plain.With(new WeightPenalty(0.01, 0)), seed: 1);
        using var same = Model.Interpret(Plain.With(new WeightPenalty(0.01, 0)), seed: 1);
        await model.TrainAsync(Data, new TrainingOptions { Coefficients = { ["weights.L1"] = 0 } }, cancellationToken: Token);
        await same.TrainAsync(Data, cancellationToken: Token);
        Assert.Equal(same.Copy(), model.Copy());
        await RefusedAsync(new() { Coefficients = { ["weights.L3"] = 1 } }, "Coefficients has 'weights.L3', but no term of 'Small' has the coefficient 'weights.L3'; there are weights.L2, weights.L1.");
        await RefusedAsync(new() { Coefficients = { ["weights.L1"] = -1 } }, "Coefficients[\"weights.L1\"] is -1, but it must be a finite number of 0 or more.");
        await RefusedAsync(new() { AutomaticRatios = { ["weights.L1"] = double.NaN } }, "AutomaticRatios[\"weights.L1\"] is NaN, but it must be a finite number of 0 or more.");
        await RefusedAsync(new() { AutomaticRatios = { ["explanation"] = 1 } }, "AutomaticRatios[\"explanation\"] is set, but no term of 'Small' has the coefficient 'explanation'; there are weights.L2, weights.L1.");
        await RefusedAsync(
            new() { AutomaticRatios = { ["weights.L2"] = 1 }, Coefficients = { ["weights.L2"] = 1 } }, "Coefficients[\"weights.L2\"] and AutomaticRatios[\"weights.L2\"] are both set; keep one of them.");
        await RefusedAsync(new() { AutomaticRatio = 1, AutomaticRatios = { ["explanation"] = 1 } }, "AutomaticRatio and AutomaticRatios[\"explanation\"] are both set; keep one of them.");

        async Task RefusedAsync(TrainingOptions options, string expected) =>
            Assert.Equal(expected, (await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Data, options, cancellationToken: Token))).Message);
    }

    [Theory]
    [InlineData("weights.L1")]
    [InlineData("weights.L2")]
    [InlineData("explanation")]
    public async Task Any_coefficient_can_be_chosen_by_a_ratio(string key)
    {
        using var model = Model.Interpret(Plain.With(Small.Sum).With(new WeightPenalty(0.01, 0)), seed: 1);

        // One batch and a step that changes nothing visible: the history holds the losses of the first step.
        var options = new TrainingOptions { Epochs = 1, BatchSize = 45, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-9, AutomaticRatios = { [key] = 0.25 } };
        var result = await model.TrainAsync(Data, key == "weights.L1" ? options with { Coefficients = new() { ["weights.L2"] = 0 } } : options, cancellationToken: Token);
        var losses = result.History[0].Losses;
        Assert.Equal(0.25, losses[key.Split('.')[0]] / losses["task"], 1e-4);
        Assert.True(result.Coefficients[key] > 0);
    }
}
