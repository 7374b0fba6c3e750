namespace Rationale.Samples;

/// <summary>Signed attributions as an image: red speaks for, blue against, white says nothing. Immutable, so safe for any number of threads.</summary>
public sealed class HeatMap
{
    private HeatMap(Image image, double strongest) => (Image, Strongest) = (image, strongest);

    /// <summary>The full color of what speaks against.</summary>
    public static (byte R, byte G, byte B) Against => (33, 102, 172);

    /// <summary>The full color of what speaks for.</summary>
    public static (byte R, byte G, byte B) For => (178, 24, 43);

    /// <summary>The image.</summary>
    public Image Image { get; }

    /// <summary>The magnitude that has the full color; zero where nothing speaks for or against.</summary>
    public double Strongest { get; }

    /// <summary>Draws one number per cell. The strongest attribution gets the full color; zero stays white.</summary>
    /// <param name="attributions">height · width · channels numbers; channels are added up.</param>
    /// <param name="width">Cells per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">Numbers per cell.</param>
    /// <param name="cell">Side of a cell in pixels.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public static HeatMap Draw(ReadOnlySpan<float> attributions, int width, int height, int channels = 1, int cell = 1)
    {
        if (attributions.Length != width * height * channels)
        {
            throw new ArgumentException($"A heat map of {width} x {height} with {channels} channel(s) does not fit {attributions.Length} attributions.");
        }

        var cells = new double[width * height];
        for (var i = 0; i < attributions.Length; i++)
        {
            cells[i / channels] += attributions[i];
        }

        var strongest = cells.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var pixels = new byte[cells.Length * 3];
        for (var i = 0; i < cells.Length; i++)
        {
            // A cell that is not finite has nothing to say, and neither has an explanation that is zero everywhere.
            var share = strongest > 0 && double.IsFinite(cells[i]) ? cells[i] / strongest : 0;
            var (r, g, b) = share < 0 ? Against : For;
            pixels[3 * i] = Blend(r, share);
            pixels[(3 * i) + 1] = Blend(g, share);
            pixels[(3 * i) + 2] = Blend(b, share);
        }

        return new HeatMap(new Image(width, height, 3, pixels).Upscale(cell), strongest);
    }

    private static byte Blend(double full, double share) => (byte)Math.Round(255 + ((full - 255) * Math.Abs(share)));
}
