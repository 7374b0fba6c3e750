using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Torch.Tests;

/// <summary>A whole training on libtorch against the same training on the embedded target.</summary>
public class TorchDeviceTests
{
    private static readonly ModelSpecification Specification = Small.Create(
        6, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new TanhLayer(), new DropoutLayer(0.2), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
    {
        Objectives = TaskLoss.With(Small.Sum, new WeightPenalty(0.001, 0)),
    };

    private static Dataset Rows => Small.Blobs(75, 6).Marking(0);

    [TorchFact]
    public async Task A_training_takes_the_steps_of_the_embedded_target()
    {
        using var embedded = Model.Interpret(Specification, seed: 4);
        using var torch = Model.Interpret(Specification, seed: 4);
        var options = new TrainingOptions { Epochs = 4, BatchSize = 16, Seed = 9 };
        var expected = await embedded.TrainAsync(Rows, options, null, TestContext.Current.CancellationToken);
        var actual = await torch.TrainAsync(Rows, options with { Device = TorchDevice.Cpu }, null, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(expected.History[^1].Losses[ModelPrograms.Loss], actual.History[^1].Losses[ModelPrograms.Loss], 1e-5);
        for (var i = 0; i < embedded.Runtime.Parameters.Length; i++)
        {
            Assert.Equal(embedded.Runtime.Parameters[i], torch.Runtime.Parameters[i], 1e-4f);
        }
    }

    [TorchTheory]
    [InlineData(OptimizerKind.Sgd, 0, 1 << 20)]
    [InlineData(OptimizerKind.Sgd, 0.05, 0)]
    [InlineData(OptimizerKind.Adam, 0, 0)]
    [InlineData(OptimizerKind.AdamW, 0.05, 1 << 20)]
    public async Task A_training_on_another_device_takes_the_steps_of_the_embedded_target(OptimizerKind optimizer, double clipNorm, long dataLimit)
    {
        using var embedded = Model.Interpret(Specification, seed: 4);
        using var torch = Model.Interpret(Specification, seed: 4);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 16, Seed = 9, Optimizer = optimizer, LearningRate = 0.01, ClipNorm = clipNorm, Validation = Rows };
        var expected = await embedded.TrainAsync(Rows, options, null, TestContext.Current.CancellationToken);
        var actual = await torch.TrainAsync(Rows, options with { Device = Elsewhere(dataLimit) }, null, TestContext.Current.CancellationToken);
        Assert.Equal(expected.History[^1].Losses[ModelPrograms.Loss], actual.History[^1].Losses[ModelPrograms.Loss], 1e-4);
        Assert.Equal(expected.History[^1].Metrics["loss"], actual.History[^1].Metrics["loss"], 1e-4);
        for (var i = 0; i < embedded.Runtime.Parameters.Length; i++)
        {
            Assert.Equal(embedded.Runtime.Parameters[i], torch.Runtime.Parameters[i], 2e-4f);
        }
    }

    [TorchFact]
    public async Task A_training_on_another_device_goes_on_from_its_checkpoint()
    {
        var folder = Directory.CreateTempSubdirectory("rationale");
        try
        {
            using var whole = Model.Interpret(Specification, seed: 4);
            using var parts = Model.Interpret(Specification, seed: 4);
            using var resumed = Model.Interpret(Specification, seed: 4);
            var options = new TrainingOptions { Epochs = 4, BatchSize = 16, Seed = 9, Device = Elsewhere() };
            await whole.TrainAsync(Rows, options, null, TestContext.Current.CancellationToken);
            await parts.TrainAsync(Rows, options with { Epochs = 2, CheckpointFolder = folder.FullName }, null, TestContext.Current.CancellationToken);
            await resumed.TrainAsync(Rows, options with { CheckpointFolder = folder.FullName, Resume = true }, null, TestContext.Current.CancellationToken);
            Assert.Equal(whole.Copy(), resumed.Copy());
            Assert.NotEqual(whole.Copy(), parts.Copy());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TorchFact]
    public async Task Who_asks_during_a_training_on_another_device_sees_its_parameters()
    {
        using var model = Model.Interpret(Specification, seed: 4);
        var seen = new List<(float[] Parameters, float[] Outputs)>();
        var x = new float[] { 1, 0, 0, 0, 0, 0 };
        var progress = new Now(() => seen.Add((model.Copy(), [model.Runtime.Predict(x).Outputs[0]])));
        await model.TrainAsync(Rows, new TrainingOptions { Epochs = 3, BatchSize = 16, Device = Elsewhere() }, progress, TestContext.Current.CancellationToken);
        Assert.True(seen.Select(one => one.Parameters[0]).Distinct().Count() >= 3);
        Assert.True(seen.Select(one => one.Outputs[0]).Distinct().Count() >= 3);
        Assert.Equal(model.Copy(), seen[^1].Parameters);
    }

    [TorchFact]
    public async Task A_training_without_annotations_has_no_constraint()
    {
        using var model = Model.Interpret(Specification, seed: 4);
        var result = await model.TrainAsync(Rows.WithAnnotationMask(null), new TrainingOptions { Epochs = 1, BatchSize = 16, Device = TorchDevice.Cpu, AllowMissingInputs = true }, null, TestContext.Current.CancellationToken);
        Assert.Equal(0, result.ExplanationWeight);
    }

    private static TorchDevice Elsewhere(long dataLimit = 1 << 20) => TorchDevice.Cpu with { Mirrored = true, DataLimit = dataLimit };

    /// <summary>Reports on the thread of the training, at the end of each epoch.</summary>
    private sealed class Now(Action action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.EpochEnded)
            {
                action();
            }
        }
    }
}
