using System.Buffers;

namespace Rationale.Data;

/// <summary>The columns of several matrices of equally many rows, side by side. It is as preprocessed as the first of them.</summary>
internal sealed class SideBySideFeatureMatrix(FeatureMatrix[] sources) : FeatureMatrix(sources[0].Count, sources.Sum(source => source.Width), sources[0].Preprocessing)
{
    /// <summary>Rows that are read from a source at once.</summary>
    private const int Block = 64;

    internal override bool IsAlwaysFinite => sources.All(source => source.IsAlwaysFinite);

    private protected override void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        foreach (var (source, start) in Places())
        {
            var values = ArrayPool<float>.Shared.Rent(Block * source.Width);
            for (var first = 0; first < rows.Length; first += Block)
            {
                var some = rows.Slice(first, Math.Min(Block, rows.Length - first));
                source.CopyRows(some, values);
                Spread(values, source.Width, some.Length, destination[((first * Width) + start)..]);
            }

            ArrayPool<float>.Shared.Return(values);
        }
    }

    private protected override void CopyRange(int first, Span<float> destination)
    {
        var count = destination.Length / Width;
        foreach (var (source, start) in Places())
        {
            var values = ArrayPool<float>.Shared.Rent(Block * source.Width);
            for (var row = 0; row < count; row += Block)
            {
                var some = Math.Min(Block, count - row);
                source.CopyRows(first + row, some, values);
                Spread(values, source.Width, some, destination[((row * Width) + start)..]);
            }

            ArrayPool<float>.Shared.Return(values);
        }
    }

    private IEnumerable<(FeatureMatrix Source, int Start)> Places()
    {
        var start = 0;
        foreach (var source in sources)
        {
            yield return (source, start);
            start += source.Width;
        }
    }

    /// <summary>Puts rows of a source where they stand in rows of this matrix.</summary>
    private void Spread(ReadOnlySpan<float> values, int width, int rows, Span<float> destination)
    {
        for (var row = 0; row < rows; row++)
        {
            values.Slice(row * width, width).CopyTo(destination[(row * Width)..]);
        }
    }
}
