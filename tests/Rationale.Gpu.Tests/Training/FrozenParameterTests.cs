using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Training;

/// <summary>Frozen parameters keep their bits on a device, and the others move as on the CPU, where the norm of the gradient is that of what moves.</summary>
public class FrozenParameterTests
{
    private static readonly Dataset Data = Small.Blobs(24).Marking(3);

    private static readonly ModelSpecification Specification = Small.Create(
        4, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
    {
        Objectives = TaskLoss.With(Small.Sum, new WeightPenalty(0.01, 0)),
    };

    /// <summary>Some of the first layer's weights, and the biases of the last.</summary>
    private static readonly (int Start, int Length)[] Frozen = [(8, 20), (64, 3)];

    [Theory]
    [InlineData(OptimizerKind.Sgd, 0)]
    [InlineData(OptimizerKind.Sgd, 0.3)]
    [InlineData(OptimizerKind.AdamW, 0.3)]
    public async Task They_stay_and_the_others_move_as_on_the_CPU(OptimizerKind optimizer, double clipNorm)
    {
        var options = new TrainingOptions { Epochs = 2, Seed = 3, BatchSize = 8, Optimizer = optimizer, LearningRate = 1e-2, WeightDecay = 0.1, ClipNorm = clipNorm };
        var (before, plain) = await TrainAsync(options, Frozen);
        var (_, device) = await TrainAsync(options with { Device = TestDevice.Current }, Frozen);
        Assert.Equal(device, (await TrainAsync(options with { Device = TestDevice.Current }, Frozen)).After);
        for (var i = 0; i < before.Length; i++)
        {
            if (Array.Exists(Frozen, range => i >= range.Start && i < range.Start + range.Length))
            {
                Assert.Equal(BitConverter.SingleToInt32Bits(before[i]), BitConverter.SingleToInt32Bits(device[i]));
            }
        }

        Assert.Equal(67 - 23, before.Zip(device).Count(pair => pair.First != pair.Second));
        Assert.All(plain.Zip(device), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

        // Without the norm of what moves, clipping would be another training.
        var all = (await TrainAsync(options with { Device = TestDevice.Current }, [])).After;
        Assert.Contains(plain.Zip(all), pair => Math.Abs(pair.First - pair.Second) > 1e-4f);
    }

    private static async Task<(float[] Before, float[] After)> TrainAsync(TrainingOptions options, (int Start, int Length)[] frozen)
    {
        using var model = Model.Interpret(Specification, seed: 1);
        model.Initialize(1);
        ModelRuntime.From(model).Frozen = frozen;
        var before = model.Copy();
        await model.TrainAsync(Data, options, cancellationToken: TestContext.Current.CancellationToken);
        return (before, model.Copy());
    }
}
