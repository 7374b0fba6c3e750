using System.Numerics;

namespace Rationale.Kernels;

/// <summary>The part of a source image that a convolution reads, with the zeros around the image.</summary>
/// <param name="Top">Its first row, negative above the image.</param>
/// <param name="Left">Its first column.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Width">Its columns.</param>
/// <param name="SourceHeight">Rows of the image.</param>
/// <param name="SourceWidth">Columns of the image.</param>
/// <param name="Channels">Numbers of a pixel.</param>
internal readonly record struct SourceWindow(int Top, int Left, int Height, int Width, int SourceHeight, int SourceWidth, int Channels)
{
    /// <summary>Whether the window lies inside the image, so that nothing need be copied.</summary>
    public bool IsInside => Top >= 0 && Left >= 0 && Top + Height <= SourceHeight && Left + Width <= SourceWidth;

    /// <summary>Elements from row to row where the patches are read.</summary>
    public int RowStride => (IsInside ? SourceWidth : Width) * Channels;

    /// <summary>Elements from image to image where the patches are read.</summary>
    public int ImageStride => IsInside ? SourceHeight * SourceWidth * Channels : Height * Width * Channels;

    /// <summary>The window of all phases of a direction.</summary>
    public static SourceWindow From<TDirection>(ConvolutionGeometry g)
        where TDirection : struct, IDirection
    {
        int top = int.MaxValue, bottom = int.MinValue, left = int.MaxValue, right = int.MinValue;
        for (int phase = 0; phase < TDirection.PhasesY(g); phase++)
        {
            AxisPhase y = TDirection.Y(g, phase);
            if (y.Reads)
            {
                (top, bottom) = (Math.Min(top, y.Low), Math.Max(bottom, y.High));
            }
        }

        for (int phase = 0; phase < TDirection.PhasesX(g); phase++)
        {
            AxisPhase x = TDirection.X(g, phase);
            if (x.Reads)
            {
                (left, right) = (Math.Min(left, x.Low), Math.Max(right, x.High));
            }
        }

        int height = TDirection.IsForward ? g.Height : g.OutHeight, width = TDirection.IsForward ? g.Width : g.OutWidth;
        int channels = TDirection.IsForward ? g.Channels : g.OutChannels;

        // No phase reads anything if the stride steps over the whole image.
        return top > bottom || left > right
            ? new(0, 0, 1, 1, height, width, channels)
            : new(top, left, bottom - top + 1, right - left + 1, height, width, channels);
    }

    /// <summary>Copies the windows of consecutive images.</summary>
    public unsafe void Copy<T>(T* images, T* windows, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int first = Math.Clamp(-Left, 0, Width), last = Math.Clamp(SourceWidth - Left, first, Width);
        int row = Width * Channels, run = (last - first) * Channels;
        for (int image = 0; image < count; image++, images += (nint)SourceHeight * SourceWidth * Channels)
        {
            for (int y = 0; y < Height; y++, windows += row)
            {
                int from = Top + y;
                if (from < 0 || from >= SourceHeight || run == 0)
                {
                    new Span<T>(windows, row).Clear();
                    continue;
                }

                new Span<T>(windows, first * Channels).Clear();
                new ReadOnlySpan<T>(images + ((((nint)from * SourceWidth) + Left + first) * Channels), run).CopyTo(new Span<T>(windows + (first * Channels), run));
                new Span<T>(windows + (last * Channels), (Width - last) * Channels).Clear();
            }
        }
    }

    /// <summary>Copies the windows' part inside the images back; the rest of an image becomes zero.</summary>
    public unsafe void CopyBack<T>(T* windows, T* images, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int first = Math.Clamp(Left, 0, SourceWidth), last = Math.Clamp(Left + Width, first, SourceWidth);
        for (int image = 0; image < count; image++, windows += (nint)Height * Width * Channels)
        {
            for (int y = 0; y < SourceHeight; y++, images += SourceWidth * Channels)
            {
                Span<T> row = new(images, SourceWidth * Channels);
                int from = y - Top;
                if (from < 0 || from >= Height || first == last)
                {
                    row.Clear();
                    continue;
                }

                row[..(first * Channels)].Clear();
                row[(last * Channels)..].Clear();
                new ReadOnlySpan<T>(windows + ((((nint)from * Width) + first - Left) * Channels), (last - first) * Channels).CopyTo(row[(first * Channels)..]);
            }
        }
    }
}
