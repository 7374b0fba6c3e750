using System.Diagnostics;
using Rationale.Data;
using Rationale.Training;

namespace Rationale.Benchmarks;

/// <summary>A whole epoch through <see cref="IModel.TrainAsync(Dataset, TrainingOptions?, IProgress{TrainingProgress}?, CancellationToken)"/>, contiguous batches, as the peer has them.</summary>
/// <param name="name">Name of the case.</param>
/// <param name="create">Makes the model.</param>
/// <param name="examples">Rows of an epoch.</param>
public sealed class EpochCase(string name, Func<IModel> create, int examples) : IBenchmarkCase
{
    private IModel? _model;
    private Dataset? _data;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Steps => 2;

    /// <inheritdoc/>
    public double Asked => double.NaN;

    /// <inheritdoc/>
    public IReadOnlyList<string> PeerNames => [name];

    /// <inheritdoc/>
    public string Unit => "us/epoch";

    /// <inheritdoc/>
    public long Operations => field == 0 ? field = StepSchedule.Operations(create, examples) : field;

    /// <inheritdoc/>
    public double RunMicroseconds(int count)
    {
        _model ??= create();
        _data ??= SyntheticData.For(_model.Specification, examples);
        var clock = Stopwatch.StartNew();
        _model.TrainAsync(_data, new TrainingOptions { Epochs = count, Shuffle = false }).GetAwaiter().GetResult();
        return clock.Elapsed.TotalMicroseconds / count;
    }
}
