namespace Rationale.Graph.Scheduling;

/// <summary>
/// Places in the arena of a worker, for values that live between their instruction and their last use. Offsets and widths count elements for each
/// example of a tile. Takes the smallest gap that fits.
/// </summary>
internal sealed class TileAllocator
{
    /// <summary>The gaps, the narrowest first and the first of equal ones.</summary>
    private readonly SortedSet<(int Width, int Offset)> _gaps = [];

    /// <summary>Width of each gap by where it begins, and where it begins by where it ends.</summary>
    private readonly Dictionary<int, int> _widths = [];
    private readonly Dictionary<int, int> _starts = [];

    /// <summary>The arena's width so far.</summary>
    public int Width { get; private set; }

    /// <summary>Takes a place.</summary>
    public int Take(int width)
    {
        if (_gaps.GetViewBetween((width, 0), (int.MaxValue, int.MaxValue)).Min is { Width: > 0 } gap)
        {
            var (space, offset) = gap;
            Remove(offset);
            if (space > width)
            {
                Add(offset + width, space - width);
            }

            return offset;
        }

        // Nothing fits: a gap at the end grows, otherwise the arena does.
        var start = Width;
        if (_starts.TryGetValue(Width, out var last))
        {
            start = last;
            Remove(start);
        }

        Width = start + width;
        return start;
    }

    /// <summary>Gives a place back and joins it with gaps beside it.</summary>
    public void Release(int offset, int width)
    {
        if (_widths.TryGetValue(offset + width, out var after))
        {
            Remove(offset + width);
            width += after;
        }

        if (_starts.TryGetValue(offset, out var before))
        {
            Remove(before);
            (offset, width) = (before, width + offset - before);
        }

        Add(offset, width);
    }

    private void Add(int offset, int width)
    {
        _gaps.Add((width, offset));
        _widths.Add(offset, width);
        _starts.Add(offset + width, offset);
    }

    private void Remove(int offset)
    {
        var width = _widths[offset];
        _gaps.Remove((width, offset));
        _widths.Remove(offset);
        _starts.Remove(offset + width);
    }
}
