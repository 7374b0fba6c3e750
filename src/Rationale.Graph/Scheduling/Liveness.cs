namespace Rationale.Graph.Scheduling;

/// <summary>A value of the arena while it is needed.</summary>
/// <param name="Label">What readers call the value.</param>
/// <param name="Offset">Its first element, in elements an example.</param>
/// <param name="Width">Elements an example.</param>
/// <param name="First">Index of the tile's instruction that writes it.</param>
/// <param name="Last">Index of the last instruction that reads it; that which writes it if nobody does.</param>
internal sealed record LiveRange(string Label, int Offset, int Width, int First, int Last);

/// <summary>Who stands where in the arena, and how long: read off the instructions, so that it shows what runs and not what was meant.</summary>
internal static class Liveness
{
    /// <summary>The values of one pass, in the order in which they are written.</summary>
    /// <param name="pass">The pass.</param>
    public static IReadOnlyList<LiveRange> Compute(Pass pass)
    {
        var ranges = new List<LiveRange>();
        for (var i = 0; i < pass.Tile.Count; i++)
        {
            foreach (var read in pass.Tile[i].Inputs.Where(input => input.Region == Region.Tile))
            {
                // Whoever wrote there last is who is read, a view of it included.
                var owner = ranges.FindLastIndex(range => range.Offset == read.Offset);
                ranges[owner] = ranges[owner] with { Last = i };
            }

            if (pass.Tile[i].Output is { Region: Region.Tile } output)
            {
                ranges.Add(new LiveRange(output.Label, output.Offset, output.Shape.Length, i, i));
            }
        }

        return ranges;
    }
}
