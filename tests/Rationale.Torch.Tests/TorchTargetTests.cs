using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Native;
using Rationale.Native.Tests;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Torch.Tests;

/// <summary>A whole training on libtorch against the same training on the embedded target.</summary>
public class TorchTargetTests
{
    private static readonly ModelSpecification Specification = Small.Of(
        6, Small.Classes(3), new Dense(8, true, Initialization.KaimingUniform), new Tanh(), new Dropout(0.2), new Dense(3, true, Initialization.KaimingUniform)) with
    {
        Constraint = Small.Sum,
        WeightPenalty = new WeightPenalty(0.001, 0),
    };

    private static Dataset Rows => Small.Blobs(75, 6).Marking(0);

    [TorchFact]
    public async Task A_training_takes_the_steps_of_the_embedded_target()
    {
        using var embedded = new InterpretedModel(Specification, seed: 4);
        using var torch = new InterpretedModel(Specification, seed: 4);
        torch.Runtime.Target = new TorchTarget(Device.Cpu);
        var options = new TrainingOptions { Epochs = 4, BatchSize = 16, Seed = 9 };
        var expected = await embedded.TrainAsync(Rows, options, null, TestContext.Current.CancellationToken);
        var actual = await torch.TrainAsync(Rows, options, null, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(expected.History[^1].Losses[ModelPrograms.Loss], actual.History[^1].Losses[ModelPrograms.Loss], 1e-5);
        for (var i = 0; i < embedded.Runtime.Parameters.Length; i++)
        {
            Assert.Equal(embedded.Runtime.Parameters[i], torch.Runtime.Parameters[i], 1e-4f);
        }
    }

    [TorchFact]
    public async Task A_training_without_annotations_has_no_constraint()
    {
        using var model = new InterpretedModel(Specification, seed: 4);
        model.Runtime.Target = new TorchTarget(Device.Cpu);
        var result = await model.TrainAsync(Rows.WithAnnotations(null), new TrainingOptions { Epochs = 1, BatchSize = 16 }, null, TestContext.Current.CancellationToken);
        Assert.Equal(0, result.ExplanationWeight);
    }
}
