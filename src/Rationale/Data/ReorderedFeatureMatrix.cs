using System.Buffers;

namespace Rationale.Data;

/// <summary>
/// Columns of another matrix in another order. A column may occur more than once or not at all, so that the matrix may be wider or narrower than its source: rows are read at the
/// source's width and written at this one's.
/// </summary>
internal sealed class ReorderedFeatureMatrix(FeatureMatrix source, int[] order) : FeatureMatrix(source.Count, order.Length, source.Preprocessing)
{
    /// <summary>Values that are read from the source at once, unless a row has more.</summary>
    private const int BlockValues = 16384;

    internal override bool IsAlwaysFinite => source.IsAlwaysFinite;

    internal override RawSchema? Schema { get; } = source.Schema?.Reorder(order);

    internal override IReadOnlyList<string>? ColumnNames { get; } = source.ColumnNames is { } names ? [.. order.Select(column => names[column])] : null;

    internal override void CopyExact(int row, Span<double> destination)
    {
        var values = new double[source.Width];
        source.CopyExact(row, values);
        for (var i = 0; i < order.Length; i++)
        {
            destination[i] = values[order[i]];
        }
    }

    private protected override void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        var (buffer, rowsAtOnce) = Rent(rows.Length);
        for (var start = 0; start < rows.Length; start += rowsAtOnce)
        {
            var block = rows.Slice(start, Math.Min(rowsAtOnce, rows.Length - start));
            source.CopyRows(block, buffer);
            Reorder(buffer, destination.Slice(start * Width, block.Length * Width));
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    private protected override void CopyRange(int first, Span<float> destination)
    {
        var count = destination.Length / Width;
        var (buffer, rowsAtOnce) = Rent(count);
        for (var start = 0; start < count; start += rowsAtOnce)
        {
            var length = Math.Min(rowsAtOnce, count - start);
            source.CopyRows(first + start, length, buffer);
            Reorder(buffer, destination.Slice(start * Width, length * Width));
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    private (float[] Buffer, int RowsAtOnce) Rent(int rows)
    {
        var rowsAtOnce = Math.Clamp(BlockValues / source.Width, 1, Math.Max(1, rows));
        return (ArrayPool<float>.Shared.Rent(rowsAtOnce * source.Width), rowsAtOnce);
    }

    /// <summary>Puts rows of the source into the order.</summary>
    private void Reorder(ReadOnlySpan<float> rows, Span<float> destination)
    {
        for (; !destination.IsEmpty; destination = destination[Width..], rows = rows[source.Width..])
        {
            for (var i = 0; i < order.Length; i++)
            {
                destination[i] = rows[order[i]];
            }
        }
    }
}
