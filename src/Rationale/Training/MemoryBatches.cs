using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Objectives;
using Rationale.Models;

namespace Rationale.Training;

/// <summary>Batches of data in memory, in an order that depends on seed and epoch alone.</summary>
/// <param name="data">The examples.</param>
/// <param name="isRepeated">Whether they come again in the next epoch.</param>
internal sealed class MemoryBatches(Dataset data, bool isRepeated = true) : BatchSource
{
    private DatasetBatch? _batch;
    private BatchOrder? _order;
    private Dataset? _alwaysIncluded;
    private int[] _rows = [];
    private int _always;
    private int _next;

    /// <inheritdoc/>
    public override long ExamplesPerEpoch => data.Count;

    /// <inheritdoc/>
    public override int BatchesPerEpoch => _order!.BatchesPerEpoch;

    /// <inheritdoc/>
    public override ValueTask<Dataset> SampleAsync(CancellationToken cancellationToken) => new(data);

    /// <inheritdoc/>
    public override void Prepare(ProgramLayout layout, TrainingPlan plan, ExampleWeighting weighting)
    {
        var options = plan.Options;
        _alwaysIncluded = options.AlwaysInclude;
        _order = new BatchOrder(data.Count, new BatchPlan(plan.BatchSize, options.Shuffle, options.DropLast, options.Seed));

        // A loss that reads weights reads them of every example.
        var weighted = layout.Inputs.Any(input => input.Name == ExampleWeights.Input);
        var (always, own) = (Weighted(options.AlwaysInclude), Weighted(data)!);

        // Examples that belong to every batch stand before the others, so that a batch is a list of indices of examples whatever it holds.
        var all = always is null ? own : Dataset.Concat(Annotated(always), Annotated(own));
        _always = all.Count - data.Count;
        _rows = new int[_always + Math.Min(plan.BatchSize, data.Count)];
        for (var i = 0; i < _always; i++)
        {
            _rows[i] = i;
        }

        _batch = new DatasetBatch(layout, all) { IsRepeated = isRepeated };

        Dataset? Weighted(Dataset? rows) => weighted && rows is not null ? weighting.Apply(rows) : rows;
    }

    /// <inheritdoc/>
    public override ValueTask StartEpochAsync(int epoch, int skip, CancellationToken cancellationToken)
    {
        _order!.StartEpoch(epoch);
        _next = skip;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask<IBatch<float>?> NextAsync()
    {
        if (_next >= _order!.BatchesPerEpoch)
        {
            return new((IBatch<float>?)null);
        }

        var first = _next * _order.Plan.BatchSize;
        var indices = _order.Examples(_next++);
        for (var i = 0; i < indices.Length; i++)
        {
            _rows[_always + i] = _always + indices[i];
        }

        _batch!.Select(_rows.AsMemory(0, _always + indices.Length), new EpochOrder(_order.Order, _order.Epoch, first, _always));
        return new(_batch);
    }

    /// <inheritdoc/>
    public override BatchOrderState? OrderAt(int epoch, int nextBatch) => _order!.Save(nextBatch) with { Epoch = epoch };

    /// <inheritdoc/>
    public override string? Fingerprint() => DataFingerprint.Compute(data, _alwaysIncluded);

    /// <inheritdoc/>
    public override void CheckOrder(BatchOrderState? saved)
    {
        if (saved is { } state)
        {
            _order!.Restore(state);
        }
    }

    /// <summary>Examples that nobody annotated have a mask of zeros.</summary>
    private static Dataset Annotated(Dataset rows) =>
        rows.AnnotationMask is null ? rows.WithAnnotationMask(FeatureMatrix.Repeat(new float[rows.Features.Width], rows.Count)) : rows;
}
