namespace Rationale.Graph.Scheduling;

/// <summary>
/// Places in the arena of a worker, for values that live between their instruction and their last use. Offsets and widths count elements for each
/// example of a tile.
/// </summary>
/// <param name="choice">Which of the gaps that fit is taken.</param>
internal sealed class TileAllocator(GapChoice choice)
{
    /// <summary>The gaps, the narrowest first and the first of equal ones.</summary>
    private readonly SortedSet<(int Width, int Offset)> _gaps = [];

    /// <summary>The gaps by when they came to be.</summary>
    private readonly SortedSet<(int Time, int Offset)> _history = [];

    /// <summary>Each gap by where it begins, and where it begins by where it ends.</summary>
    private readonly Dictionary<int, (int Width, int Time)> _widths = [];
    private readonly Dictionary<int, int> _starts = [];
    private int _time;

    /// <summary>The arena's width so far.</summary>
    public int Width { get; private set; }

    /// <summary>Takes a place.</summary>
    public int Take(int width)
    {
        if (_gaps.GetViewBetween((width, 0), (int.MaxValue, int.MaxValue)).Min is { Width: > 0 } tightest)
        {
            var offset = choice == GapChoice.Tightest ? tightest.Offset : _history.Reverse().First(gap => _widths[gap.Offset].Width >= width).Offset;
            var gap = _widths[offset].Width;
            Remove(offset);
            if (gap > width)
            {
                Add(offset + width, gap - width);
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
            width += after.Width;
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
        _history.Add((++_time, offset));
        _widths.Add(offset, (width, _time));
        _starts.Add(offset + width, offset);
    }

    private void Remove(int offset)
    {
        var (width, time) = _widths[offset];
        _gaps.Remove((width, offset));
        _history.Remove((time, offset));
        _widths.Remove(offset);
        _starts.Remove(offset + width);
    }
}

/// <summary>Which of the gaps that fit a value is taken.</summary>
internal enum GapChoice
{
    /// <summary>The smallest, so that large ones stay whole.</summary>
    Tightest,

    /// <summary>The latest: blocks that follow each other then go through the arena in the same steps, and what they wrote last is still in the cache.</summary>
    Latest,
}
