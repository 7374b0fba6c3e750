using Rationale.Data;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

public sealed class DivergenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_epoch_step_and_term_and_leaves_parameters_and_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var data = Small.Plane(12);
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 4, Optimizer = OptimizerKind.Sgd, CheckpointFolder = folder.Root };
        await model.TrainAsync(data, options, cancellationToken: Token);

        // A rate far too high multiplies the error at every step, until a float cannot hold its square.
        var exception = await Assert.ThrowsAsync<TrainingDivergedException>(() =>
            model.TrainAsync(data, options with { Epochs = 100, LearningRate = 1e15, Resume = true }, cancellationToken: Token));
        Assert.Equal("task", exception.Term);
        Assert.Equal(((exception.Step - 1) / 3) + 1, exception.Epoch);
        Assert.Contains($"'task' became", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"epoch {exception.Epoch}, step {exception.Step}", exception.Message, StringComparison.Ordinal);
        Assert.All(model.Copy(), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(exception.Epoch, Checkpoint.Load(folder["last.safetensors"]).Epoch);
    }

    [Fact]
    public async Task Names_the_penalty_when_it_is_the_penalty()
    {
        using var model = Model.Interpret(
            Small.Linear(2, Small.Numbers(1)).With(Small.Sum with { Target = new Target(TargetOutput.Logit, TargetClass.All), Weight = 3e38 }), seed: 1);
        model.Runtime.Parameters.Fill(100);
        var exception = await Assert.ThrowsAsync<TrainingDivergedException>(() => model.TrainAsync(Small.Plane(4).Marking(0, 1), cancellationToken: Token));
        Assert.Equal(("explanation", 1, 1L), (exception.Term, exception.Epoch, exception.Step));
        Assert.All(model.Copy(), value => Assert.Equal(100, value));
    }

    [Fact]
    public async Task Refuses_a_gradient_that_is_not_finite_though_the_loss_is()
    {
        // (wx − t)² is 1e36, its derivative 2 (wx − t) x is 2e40.
        var data = Dataset.ForRegression(FeatureMatrix.FromArray([1e22f], 1), FeatureMatrix.FromArray([1e18f], 1));
        using var model = Model.Interpret(Small.Linear(1, Small.Numbers(1)), seed: 1);
        model.Runtime.Parameters.Clear();
        var exception = await Assert.ThrowsAsync<TrainingDivergedException>(() => model.TrainAsync(data, cancellationToken: Token));
        Assert.Contains("gradient", exception.Term, StringComparison.Ordinal);
        Assert.All(model.Copy(), value => Assert.Equal(0, value));
    }
}
