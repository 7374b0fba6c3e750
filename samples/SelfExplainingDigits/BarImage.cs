namespace Rationale.Samples.SelfExplainingDigits;

/// <summary>Draws a few signed numbers as bars from a line in the middle, one below the other: red speaks for, blue against.</summary>
public static class BarImage
{
    private const int Width = 168;
    private const int Height = 168;

    /// <summary>Draws the bars. Zero has none, the largest one reaches the edge.</summary>
    /// <param name="values">At least one finite number.</param>
    public static Image Draw(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var longest = values.Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var pixels = new byte[3 * Width * Height];
        Array.Fill(pixels, byte.MaxValue);
        var pitch = Height / values.Count;
        for (var bar = 0; bar < values.Count; bar++)
        {
            var length = longest > 0 ? (int)Math.Round(values[bar] / longest * ((Width / 2) - 4)) : 0;
            for (var y = (bar * pitch) + (pitch / 5); y < ((bar + 1) * pitch) - (pitch / 5); y++)
            {
                for (var x = Math.Min(0, length); x <= Math.Max(0, length); x++)
                    Set(pixels, (Width / 2) + x, y, length > 0 ? HeatMap.For : HeatMap.Against);
            }
        }

        for (var y = 0; y < Height; y++)
            Set(pixels, Width / 2, y, (96, 100, 108));
        return new Image(Width, Height, 3, pixels);
    }

    private static void Set(byte[] pixels, int x, int y, (byte R, byte G, byte B) color)
    {
        var at = 3 * ((y * Width) + x);
        (pixels[at], pixels[at + 1], pixels[at + 2]) = color;
    }
}
