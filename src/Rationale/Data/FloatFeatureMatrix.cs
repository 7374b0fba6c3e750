namespace Rationale.Data;

internal sealed class FloatFeatureMatrix(float[] values, int count, int width, Preprocessing? preprocessing = null, IReadOnlyList<string>? names = null) : FeatureMatrix(count, width, preprocessing)
{
    internal override IReadOnlyList<string>? ColumnNames => names;

    internal override ReadOnlyMemory<float> InMemory(int first, int count) => values.AsMemory(first * Width, count * Width);

    private protected override void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            values.AsSpan(rows[i] * Width, Width).CopyTo(destination[(i * Width)..]);
        }
    }

    private protected override void CopyRange(int first, Span<float> destination) =>
        values.AsSpan(first * Width, destination.Length).CopyTo(destination);
}
