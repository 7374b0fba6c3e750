using System.Diagnostics;
using Rationale.Training;

namespace Rationale.Benchmarks;

/// <summary>One training step, driven as the generated loop drives it: rows gathered, gradients, clipping (off), update, report (off).</summary>
/// <param name="name">Name of the case.</param>
/// <param name="steps">Steps of a measurement.</param>
/// <param name="create">Makes the model.</param>
/// <param name="batch">Rows of a step.</param>
public sealed class StepCase(string name, int steps, Func<IModel> create, int batch) : IBenchmarkCase
{
    private const int BatchesPerEpoch = 64;

    private TrainingRun? _training;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Steps => steps;

    /// <inheritdoc/>
    public double RunMicroseconds(int count)
    {
        _training ??= Start();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            while (!_training.NextBatchAsync().GetAwaiter().GetResult())
            {
                _training.EndEpoch();
                _training.NextEpoch();
            }

            _training.ComputeGradients();
            _training.ClipGradients();
            _training.UpdateParameters();
        }

        return clock.Elapsed.TotalMicroseconds / count;
    }

    /// <summary>The same rows in every step, as the peer has them.</summary>
    private TrainingRun Start()
    {
        var model = create();
        var rows = Enumerable.Range(0, batch * BatchesPerEpoch).Select(row => row % batch).ToArray();
        var data = SyntheticData.For(model.Runtime.Specification, batch).Select(rows);
        var training = model.Runtime.PrepareTraining(data, new TrainingOptions { Epochs = int.MaxValue, Shuffle = false });
        training.StartAsync().GetAwaiter().GetResult();
        training.NextEpoch();
        return training;
    }
}
