using System.Diagnostics;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Training;

namespace Rationale.Benchmarks;

/// <summary>One training step, driven as the generated loop drives it: rows gathered, gradients, clipping (off), update, report (off).</summary>
/// <param name="name">Name of the case.</param>
/// <param name="steps">Steps of a measurement.</param>
/// <param name="create">Makes the model.</param>
/// <param name="batch">Rows of a step.</param>
/// <param name="asked">The largest ratio that is asked for; not a number where none is.</param>
/// <param name="peer">The peer's name of the case; null where it is the same.</param>
/// <param name="device">Where the steps run; null for the cores of this machine.</param>
/// <param name="layouts">Suffixes of the peer's other configurations.</param>
public sealed class StepCase(string name, int steps, Func<IModel> create, int batch, double asked = double.NaN, string? peer = null, Device? device = null, params string[] layouts) : IBenchmarkCase
{
    private const int BatchesPerEpoch = 64;
    private const int AdamStates = 2;

    private TrainingRun? _training;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Steps => steps;

    /// <summary>Makes the model.</summary>
    public Func<IModel> Create => create;

    /// <inheritdoc/>
    public double Asked => asked;

    /// <inheritdoc/>
    public IReadOnlyList<string> PeerNames { get; } = [peer ?? name, .. layouts.Select(layout => $"{name}@{layout}")];

    /// <inheritdoc/>
    public Func<int, double>? OwnPeer { get; init; }

    /// <inheritdoc/>
    public long Operations => field == 0 ? field = StepSchedule.Operations(create, batch) : field;

    /// <summary>Bytes that a step holds on the managed heap beyond data, parameters and optimizer state: everything that starting a training and one step leave behind.</summary>
    public long StepBytes()
    {
        // The first training compiles code and fills caches that are no part of a step.
        RunMicroseconds(1);
        using var model = create();
        var data = SyntheticData.For(model.Specification, batch);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var training = Prepare(model, data, 1);
        training.StartAsync().GetAwaiter().GetResult();
        training.NextEpoch();
        training.NextBatchAsync().GetAwaiter().GetResult();
        training.ComputeGradients();
        training.ClipGradients();
        training.UpdateParameters();
        var optimizer = AdamStates * sizeof(float) * (long)model.Parameters.Length;
        return GC.GetTotalMemory(forceFullCollection: true) - before - optimizer;
    }

    /// <inheritdoc/>
    public double RunMicroseconds(int count)
    {
        _training ??= Start();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            while (!_training.NextBatchAsync().GetAwaiter().GetResult())
            {
                _training.EndEpochAsync().GetAwaiter().GetResult();
                _training.NextEpoch();
            }

            _training.ComputeGradients();
            _training.ClipGradients();
            _training.UpdateParameters();
        }

        return clock.Elapsed.TotalMicroseconds / count;
    }

    private TrainingRun Prepare(IModel model, Dataset data, int epochs) =>
        ((IRuntimeOwner)model).Runtime.PrepareTraining(data, new TrainingOptions { Epochs = epochs, Shuffle = false, Device = device ?? Device.Cpu });

    /// <summary>The same rows in every step, as the peer has them.</summary>
    private TrainingRun Start()
    {
        var model = create();
        var rows = Enumerable.Range(0, batch * BatchesPerEpoch).Select(row => row % batch).ToArray();
        var data = SyntheticData.For(model.Specification, batch).Select(rows);
        var training = Prepare(model, data, int.MaxValue);
        training.StartAsync().GetAwaiter().GetResult();
        training.NextEpoch();
        return training;
    }
}
