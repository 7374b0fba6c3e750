namespace Rationale.Samples;

/// <summary>A small image in memory, 8 bits per channel, row by row.</summary>
public sealed class Image
{
    /// <summary>Takes over the pixels.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 for gray, 3 for red, green and blue.</param>
    /// <param name="pixels">height · width · channels bytes.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public Image(int width, int height, int channels, byte[] pixels)
    {
        if (width < 1 || height < 1 || channels is not (1 or 3) || pixels.Length != width * height * channels)
        {
            throw new ArgumentException($"An image of {width} x {height} with {channels} channel(s) does not fit {pixels.Length} bytes; channels are 1 or 3.");
        }

        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for gray, 3 for red, green and blue.</summary>
    public int Channels { get; }

    /// <summary>The bytes, height × width × channels.</summary>
    public byte[] Pixels { get; }

    /// <summary>Numbers 0..255 as an image; what lies outside is clamped.</summary>
    /// <param name="values">height · width · channels numbers.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 or 3.</param>
    public static Image FromValues(ReadOnlySpan<float> values, int width, int height, int channels = 1)
    {
        var pixels = new byte[values.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp(MathF.Round(values[i]), 0, 255);
        }

        return new Image(width, height, channels, pixels);
    }

    /// <summary>Each pixel as a square of pixels.</summary>
    /// <param name="cell">Side of the square, at least 1.</param>
    public Image Upscale(int cell)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cell, 1);
        var (width, height) = (Width * cell, Height * cell);
        var pixels = new byte[width * height * Channels];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var source = (((y / cell) * Width) + (x / cell)) * Channels;
                Pixels.AsSpan(source, Channels).CopyTo(pixels.AsSpan(((y * width) + x) * Channels));
            }
        }

        return new Image(width, height, Channels, pixels);
    }
}
