namespace Rationale.Data;

/// <summary>One row, stored once, read as many.</summary>
internal sealed class RepeatedColumn(float[] row, int count) : Column(count, row.Length)
{
    internal override Column SelectChecked(int[] rows) => new RepeatedColumn(row, rows.Length);

    private protected override Column SliceChecked(int first, int count) => new RepeatedColumn(row, count);

    private protected override void Gather(ReadOnlySpan<int> rows, Span<float> destination) => CopyRange(0, destination);

    private protected override void CopyRange(int first, Span<float> destination)
    {
        for (var start = 0; start < destination.Length; start += Width) row.CopyTo(destination[start..]);
    }
}
