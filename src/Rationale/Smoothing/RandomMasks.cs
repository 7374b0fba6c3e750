using System.Buffers;
using Rationale.Execution;
using Rationale.Graph.Models;

namespace Rationale.Smoothing;

/// <summary>
/// A batch whose examples lose random groups, so that a model learns from what it will vote on. What an example loses depends on seed, step and its place in
/// the batch alone: not on workers, tiles, or how often it is asked for. Nothing is allocated.
/// </summary>
internal sealed class RandomMasks : IBatch<float>
{
    private readonly KeptGroups _kept;
    private readonly int[] _groupOf;
    private readonly float[] _replacements;
    private readonly int _features;
    private IBatch<float>? _rows;
    private ulong _step;

    /// <summary>Masks the features of a program.</summary>
    public RandomMasks(ModelSpecification model, ProgramLayout layout, ulong seed)
    {
        _groupOf = SmoothingChecks.Run(model, model.Smoothing!);
        _replacements = model.Smoothing!.Replacements(_groupOf.Length);
        _kept = new KeptGroups(model.Smoothing, _groupOf.Max() + 1, seed);
        _features = layout.Inputs.ToList().FindIndex(column => column.Name == SmoothingChecks.Input(model, model.Smoothing).Name);
    }

    /// <inheritdoc/>
    public int Examples => _rows!.Examples;

    /// <summary>Points at the examples of a step.</summary>
    public RandomMasks Over(IBatch<float> rows, long step)
    {
        (_rows, _step) = (rows, (ulong)step);
        return this;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<int> Labels(int firstRow, int rows, Memory<int> buffer) => _rows!.Labels(firstRow, rows, buffer);

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Input(int column, int firstRow, int rows, Memory<float> buffer)
    {
        var values = _rows!.Input(column, firstRow, rows, buffer);
        if (column != _features)
        {
            return values;
        }

        // The examples may stand where they are kept, and must stay as they are there.
        var width = _groupOf.Length;
        values[..(rows * width)].CopyTo(buffer);
        for (var i = 0; i < rows; i++)
        {
            Mask(buffer.Span.Slice(i * width, width), firstRow + i);
        }

        return buffer;
    }

    private void Mask(Span<float> row, int place)
    {
        var rented = ArrayPool<byte>.Shared.Rent(_kept.Groups);
        var kept = rented.AsSpan(0, _kept.Groups);
        _kept.Draw(kept, _step, place);
        for (var feature = 0; feature < row.Length; feature++)
        {
            row[feature] = kept[_groupOf[feature]] != 0 ? row[feature] : _replacements[feature];
        }

        ArrayPool<byte>.Shared.Return(rented);
    }
}
