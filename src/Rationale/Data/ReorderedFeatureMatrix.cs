using System.Buffers;

namespace Rationale.Data;

/// <summary>The columns of another matrix in another order.</summary>
internal sealed class ReorderedFeatureMatrix(FeatureMatrix source, int[] order) : FeatureMatrix(source.Count, order.Length, source.Preprocessing)
{
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
        source.CopyRows(rows, destination);
        Reorder(destination);
    }

    private protected override void CopyRange(int first, Span<float> destination)
    {
        source.CopyRows(first, destination.Length / Width, destination);
        Reorder(destination);
    }

    private void Reorder(Span<float> values)
    {
        var buffer = ArrayPool<float>.Shared.Rent(Width);
        var row = buffer.AsSpan(0, Width);
        for (; !values.IsEmpty; values = values[Width..])
        {
            values[..Width].CopyTo(row);
            for (var i = 0; i < order.Length; i++)
            {
                values[i] = row[order[i]];
            }
        }

        ArrayPool<float>.Shared.Return(buffer);
    }
}
