namespace Rationale.Data;

/// <summary>Rows of another matrix, through a mapping of row numbers that is applied in blocks without allocating.</summary>
internal abstract class FeatureMatrixView(FeatureMatrix source, int count) : FeatureMatrix(count, source.Width, source.Preprocessing)
{
    private const int Block = 256;

    protected FeatureMatrix Source { get; } = source;

    internal override bool IsAlwaysFinite => Source.IsAlwaysFinite;

    internal override RawSchema? Schema => Source.Schema;

    internal override IReadOnlyList<string>? ColumnNames => Source.ColumnNames;

    internal override void CopyExact(int row, Span<double> destination)
    {
        Span<int> mapped = stackalloc int[1];
        Map([row], mapped);
        Source.CopyExact(mapped[0], destination);
    }

    /// <summary>Replaces row numbers of this view by row numbers of the source.</summary>
    protected abstract void Map(ReadOnlySpan<int> rows, Span<int> mapped);

    private protected override void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        Span<int> mapped = stackalloc int[Block];
        for (var start = 0; start < rows.Length; start += Block)
        {
            var length = Math.Min(Block, rows.Length - start);
            Map(rows.Slice(start, length), mapped);
            Source.CopyRows(mapped[..length], destination[(start * Width)..]);
        }
    }
}

/// <summary>All rows, said to be preprocessed.</summary>
internal sealed class MarkedFeatureMatrix(FeatureMatrix source, Preprocessing preprocessing) : FeatureMatrix(source.Count, source.Width, preprocessing)
{
    internal override bool IsAlwaysFinite => source.IsAlwaysFinite;

    internal override RawSchema? Schema => source.Schema;

    internal override ReadOnlyMemory<float> InMemory(int first, int count) => source.InMemory(first, count);

    internal override void CopyExact(int row, Span<double> destination) => source.CopyExact(row, destination);

    private protected override void Gather(ReadOnlySpan<int> rows, Span<float> destination) => source.CopyRows(rows, destination);

    private protected override void CopyRange(int first, Span<float> destination) => source.CopyRows(first, destination.Length / Width, destination);
}

/// <summary>Rows picked by number.</summary>
internal sealed class SelectedFeatureMatrix(FeatureMatrix source, int[] picked) : FeatureMatrixView(source, picked.Length)
{
    // A selection of a selection refers to the original, so long chains of splits and shuffles stay one step deep.
    internal override FeatureMatrix SelectChecked(int[] rows) => Source.SelectChecked(Array.ConvertAll(rows, row => picked[row]));

    internal override ReadOnlyMemory<float> InMemory(int first, int count) =>
        AreNeighbors(picked.AsSpan(first, count)) ? Source.InMemory(picked[first], count) : default;

    protected override void Map(ReadOnlySpan<int> rows, Span<int> mapped)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            mapped[i] = picked[rows[i]];
        }
    }

    private protected override void CopyRange(int first, Span<float> destination) =>
        Source.CopyRows(picked.AsSpan(first, destination.Length / Width), destination);
}

/// <summary>Neighboring rows.</summary>
internal sealed class SlicedFeatureMatrix(FeatureMatrix source, int start, int count) : FeatureMatrixView(source, count)
{
    internal override FeatureMatrix SelectChecked(int[] rows) => Source.SelectChecked(Array.ConvertAll(rows, row => start + row));

    internal override ReadOnlyMemory<float> InMemory(int first, int count) => Source.InMemory(start + first, count);

    private protected override FeatureMatrix SliceChecked(int first, int count) => new SlicedFeatureMatrix(Source, start + first, count);

    protected override void Map(ReadOnlySpan<int> rows, Span<int> mapped)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            mapped[i] = start + rows[i];
        }
    }

    private protected override void CopyRange(int first, Span<float> destination) =>
        Source.CopyRows(start + first, destination.Length / Width, destination);
}
