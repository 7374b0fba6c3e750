namespace Rationale.Graph.Scheduling;

/// <summary>
/// Places in the arena of a worker, for values that live between their instruction and their last use. Offsets and widths count elements for each
/// example of a tile. Takes the smallest gap that fits.
/// </summary>
internal sealed class TileAllocator
{
    private readonly SortedDictionary<int, int> _gaps = [];

    /// <summary>The arena's width so far.</summary>
    public int Width { get; private set; }

    /// <summary>Takes a place.</summary>
    public int Take(int width)
    {
        var fitting = _gaps.Where(gap => gap.Value >= width).OrderBy(gap => gap.Value).ThenBy(gap => gap.Key).ToList();
        if (fitting.Count > 0)
        {
            var (offset, space) = (fitting[0].Key, fitting[0].Value);
            _gaps.Remove(offset);
            if (space > width)
            {
                _gaps.Add(offset + width, space - width);
            }

            return offset;
        }

        // Nothing fits: a gap at the end grows, otherwise the arena does.
        var start = Width;
        if (_gaps.Count > 0 && _gaps.Last() is var last && last.Key + last.Value == Width)
        {
            start = last.Key;
            _gaps.Remove(start);
        }

        Width = start + width;
        return start;
    }

    /// <summary>Gives a place back and joins it with gaps beside it.</summary>
    public void Release(int offset, int width)
    {
        if (_gaps.TryGetValue(offset + width, out var after))
        {
            _gaps.Remove(offset + width);
            width += after;
        }

        foreach (var gap in _gaps.Where(gap => gap.Key + gap.Value == offset).ToList())
        {
            _gaps.Remove(gap.Key);
            (offset, width) = (gap.Key, gap.Value + width);
        }

        _gaps.Add(offset, width);
    }
}
