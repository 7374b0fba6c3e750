using Rationale.Data;
using Rationale.Gpu;
using Rationale.Gpu.Execution;
using Rationale.Gpu.Tests;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>A training on the device whose steps are recorded, that a test runs whole and a helper runs until it is killed.</summary>
internal static class KilledTraining
{
    /// <summary>The step during which the helper waits to be killed: in the third epoch, with steps on the device that nobody has looked at.</summary>
    public const int LastStep = 15;

    /// <summary>Steps are recorded and replayed: by the driver of a card, or by a tape of the emulated device.</summary>
    private static GpuDevice Device { get; } = TestDevice.Current.Kind == GpuKind.Emulated ? TestDevice.Current with { Tape = new LaunchTape() } : TestDevice.Current;

    /// <summary>How many steps of this process were replayed; at least one where the driver of a card does it.</summary>
    public static int Replays => Device.Tape?.Played ?? 1;

    public static Dataset Data { get; } = Small.Blobs(45).Marking(3);

    public static Model Model(ulong seed) => Rationale.Model.Interpret(
        Small.Create(4, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new ReluLayer(), new DropoutLayer(0.2), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
        { Objectives = TaskLoss.With(Small.Sum, new WeightPenalty(0.01, 0)) },
        seed: seed);

    public static TrainingOptions Options(string folder) => new() { Epochs = 4, Seed = 3, Device = Device, CheckpointFolder = folder, ClipNorm = 20, LearningRateSchedule = new CosineSchedule() };

    /// <summary>Trains until <see cref="LastStep"/>, says so, and waits.</summary>
    public static async Task RunUntilKilledAsync(string folder)
    {
        using var model = Model(seed: 1);
        await model.TrainAsync(Data, Options(folder) with { Callbacks = [new Waiting()] });
    }

    private sealed class Waiting : ITrainingCallback
    {
        public void OnStepEnd(TrainingContext training)
        {
            if (training.Step == LastStep)
            {
                Console.WriteLine("waiting");
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}
