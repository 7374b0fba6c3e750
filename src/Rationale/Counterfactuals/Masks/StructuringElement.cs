namespace Rationale.Counterfactuals;

/// <summary>The pixels over which a dilation takes the largest and an erosion the smallest value, as places relative to the anchor.</summary>
/// <param name="Offsets">Row and column of each place.</param>
internal sealed record StructuringElement(IReadOnlyList<(int Row, int Column)> Offsets)
{
    /// <summary>
    /// OpenCV's ellipse: row i of a size n has ±round(r √(r² − (i − r)²) / r) columns around r = ⌊n / 2⌋, cut at the edges; halves are rounded to even. The anchor is (r, r). For odd sizes it is
    /// symmetric around the anchor; for even ones the topmost row and the leftmost column have no counterpart.
    /// </summary>
    /// <param name="size">Height and width, at least 1.</param>
    public static StructuringElement Ellipse(int size)
    {
        var (radius, offsets) = (size / 2, new List<(int, int)>());
        for (var row = -radius; row < size - radius; row++)
        {
            var reach = radius == 0 ? 0 : (int)Math.Round(radius * Math.Sqrt(((radius * radius) - (row * row)) / (double)(radius * radius)), MidpointRounding.ToEven);
            for (var column = Math.Max(-radius, -reach); column <= Math.Min(size - radius - 1, reach); column++)
            {
                offsets.Add((row, column));
            }
        }

        return new StructuringElement(offsets);
    }
}
