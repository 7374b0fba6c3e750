namespace Rationale.Data;

/// <summary>One row, stored once, read as many.</summary>
internal sealed class RepeatedFeatureMatrix(float[] row, int count) : FeatureMatrix(count, row.Length)
{
    internal override FeatureMatrix SelectChecked(int[] rows) => new RepeatedFeatureMatrix(row, rows.Length);

    private protected override FeatureMatrix SliceChecked(int first, int count) => new RepeatedFeatureMatrix(row, count);

    private protected override void Gather(ReadOnlySpan<int> rows, Span<float> destination) => CopyRange(0, destination);

    private protected override void CopyRange(int first, Span<float> destination)
    {
        for (var start = 0; start < destination.Length; start += Width)
        {
            row.CopyTo(destination[start..]);
        }
    }
}
