using System.Buffers;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Randomness;

namespace Rationale.Smoothing;

/// <summary>
/// A batch whose rows lose random groups, so that a model learns from what it will vote on. What a row loses depends on seed, step and its place in
/// the batch alone: not on workers, tiles, or how often it is asked for. Nothing is allocated.
/// </summary>
internal sealed class RandomMasks : IBatch<float>
{
    private readonly MaskSmoothing _smoothing;
    private readonly int[] _groupOf;
    private readonly float[] _replacements;
    private readonly int _features;
    private readonly int _groups;
    private readonly ulong _seed;
    private IBatch<float>? _rows;
    private ulong _step;

    /// <summary>Masks the features of a program.</summary>
    public RandomMasks(ModelSpecification model, ProgramLayout layout, ulong seed)
    {
        _smoothing = model.Smoothing!;
        _groupOf = SmoothingChecks.Run(model, _smoothing);
        _replacements = _smoothing.Replacements(_groupOf.Length);
        _groups = _groupOf.Max() + 1;
        _features = layout.Columns.ToList().FindIndex(column => column.Name == "features");
        _seed = SplitMix64.Mix(seed ^ 0x6D61736B73);
    }

    /// <inheritdoc/>
    public int Rows => _rows!.Rows;

    /// <summary>Points at the rows of a step.</summary>
    public RandomMasks Over(IBatch<float> rows, long step)
    {
        (_rows, _step) = (rows, (ulong)step);
        return this;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<int> Labels(int firstRow, int rows, Memory<int> room) => _rows!.Labels(firstRow, rows, room);

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Column(int column, int firstRow, int rows, Memory<float> room)
    {
        var values = _rows!.Column(column, firstRow, rows, room);
        if (column != _features)
        {
            return values;
        }

        // The rows may stand where they are kept, and must stay as they are there.
        var width = _groupOf.Length;
        values[..(rows * width)].CopyTo(room);
        for (var i = 0; i < rows; i++)
        {
            Mask(room.Span.Slice(i * width, width), firstRow + i);
        }

        return room;
    }

    private void Mask(Span<float> row, int place)
    {
        var state = SplitMix64.Mix(SplitMix64.Mix(_seed + _step) + (ulong)place);
        var rented = ArrayPool<byte>.Shared.Rent(_groups);
        var kept = rented.AsSpan(0, _groups);
        if (_smoothing.Training == MaskedTraining.Bernoulli)
        {
            KeepEach(kept, ref state);
        }
        else
        {
            KeepSome(kept, ref state);
        }

        for (var feature = 0; feature < row.Length; feature++)
        {
            row[feature] = kept[_groupOf[feature]] != 0 ? row[feature] : _replacements[feature];
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    private void KeepEach(Span<byte> kept, ref ulong state)
    {
        for (var group = 0; group < kept.Length; group++)
        {
            kept[group] = Uniform(ref state) < _smoothing.Keep ? (byte)1 : (byte)0;
        }
    }

    /// <summary>Keeps round(nλ + u) groups, u from [−1, 1): one after another, each with the share of those still wanted among those still left.</summary>
    private void KeepSome(Span<byte> kept, ref ulong state)
    {
        var wanted = Math.Clamp((int)Math.Round((kept.Length * _smoothing.Keep) + (2 * Uniform(ref state)) - 1), 0, kept.Length);
        for (var group = 0; group < kept.Length; group++)
        {
            var keep = Uniform(ref state) * (kept.Length - group) < wanted;
            kept[group] = keep ? (byte)1 : (byte)0;
            wanted -= keep ? 1 : 0;
        }
    }

    private static double Uniform(ref ulong state) => (SplitMix64.Next(ref state) >> 11) * (1.0 / (1UL << 53));
}
