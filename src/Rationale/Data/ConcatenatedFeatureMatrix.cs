namespace Rationale.Data;

/// <summary>Matrices one below the other.</summary>
internal sealed class ConcatenatedFeatureMatrix : FeatureMatrix
{
    private readonly FeatureMatrix[] _parts;
    private readonly int[] _ends;

    public ConcatenatedFeatureMatrix(FeatureMatrix[] parts) : base(TotalRows(parts), parts[0].Width, parts[0].Preprocessing)
    {
        _parts = parts;
        _ends = new int[parts.Length];
        var end = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            _ends[i] = end += parts[i].Count;
        }

        IsAlwaysFinite = Array.TrueForAll(parts, part => part.IsAlwaysFinite);
        var missing = Array.Find(parts, part => part.Schema is { MayMiss: true });
        (Schema, ColumnNames) = (missing?.Schema ?? Array.Find(parts, part => part.Schema is not null)?.Schema, parts[0].ColumnNames);
    }

    /// <summary>Parts that hold texts are joined otherwise, so that all schemas are alike but for what may be missing.</summary>
    internal override RawSchema? Schema { get; }

    internal override IReadOnlyList<string>? ColumnNames { get; }

    internal override bool IsAlwaysFinite { get; }

    internal override void CopyExact(int row, Span<double> destination)
    {
        var part = PartOf(row);
        _parts[part].CopyExact(row - (_ends[part] - _parts[part].Count), destination);
    }

    private protected override void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            CopyRange(rows[i], destination.Slice(i * Width, Width));
        }
    }

    private protected override void CopyRange(int first, Span<float> destination)
    {
        while (!destination.IsEmpty)
        {
            var part = PartOf(first);
            var count = Math.Min(destination.Length / Width, _ends[part] - first);
            var begin = _ends[part] - _parts[part].Count;
            _parts[part].CopyRows(first - begin, count, destination);
            destination = destination[(count * Width)..];
            first += count;
        }
    }

    private int PartOf(int row)
    {
        var part = Array.BinarySearch(_ends, row + 1);
        if (part < 0)
        {
            return ~part;
        }
        // Empty parts share their end with the part before: the first of equals is the one with rows.
        while (part > 0 && _ends[part - 1] == _ends[part])
        {
            part--;
        }

        return part;
    }

    private static int TotalRows(FeatureMatrix[] parts)
    {
        long total = 0;
        foreach (var part in parts)
        {
            total += part.Count;
        }

        return total <= Array.MaxLength
            ? (int)total
            : throw new ArgumentException($"The columns have {total} rows together, but a column holds at most {Array.MaxLength}; use a DatasetStream.");
    }
}
