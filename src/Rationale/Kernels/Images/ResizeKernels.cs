using System.ComponentModel;
using System.Numerics;

namespace Rationale.Kernels;

/// <summary>
/// Changes of the size of images [images, height, width, channels], and their adjoints. Generated code calls these; a result may not overlap an operand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ResizeKernels
{
    /// <summary><c>y[oy, ox] = x[⌊oy · height / outHeight⌋, ⌊ox · width / outWidth⌋]</c>.</summary>
    /// <param name="x">[images, height, width, channels].</param>
    /// <param name="y">[images, outHeight, outWidth, channels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="height">Rows of x.</param>
    /// <param name="width">Columns of x.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    /// <param name="outHeight">Rows of y.</param>
    /// <param name="outWidth">Columns of y.</param>
    /// <exception cref="ArgumentException">A span is too short, or a size is not positive.</exception>
    public static void Nearest<T>(ReadOnlySpan<T> x, Span<T> y, int images, int height, int width, int channels, int outHeight, int outWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Length, nameof(x), y.Length, nameof(y), images, height, width, channels, outHeight, outWidth);
        int at = 0;
        for (int row = 0; row < images; row++)
        {
            ReadOnlySpan<T> image = x.Slice(row * height * width * channels, height * width * channels);
            for (int oy = 0; oy < outHeight; oy++)
            {
                int line = (int)((long)oy * height / outHeight) * width;
                for (int ox = 0; ox < outWidth; ox++, at += channels)
                {
                    image.Slice((line + (int)((long)ox * width / outWidth)) * channels, channels).CopyTo(y[at..]);
                }
            }
        }
    }

    /// <summary>The adjoint of <see cref="Nearest"/>: each pixel of c is added where it was taken from. Overwrites dx.</summary>
    /// <param name="c">[images, outHeight, outWidth, channels].</param>
    /// <param name="dx">[images, height, width, channels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="height">Rows of dx.</param>
    /// <param name="width">Columns of dx.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    /// <param name="outHeight">Rows of c.</param>
    /// <param name="outWidth">Columns of c.</param>
    /// <exception cref="ArgumentException">A span is too short, or a size is not positive.</exception>
    public static void NearestBackward<T>(ReadOnlySpan<T> c, Span<T> dx, int images, int height, int width, int channels, int outHeight, int outWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(dx.Length, nameof(dx), c.Length, nameof(c), images, height, width, channels, outHeight, outWidth);
        dx[..(images * height * width * channels)].Clear();
        fixed (T* source = c, target = dx)
        {
            T* pixel = source;
            for (int row = 0; row < images; row++)
            {
                T* image = target + ((nint)row * height * width * channels);
                for (int oy = 0; oy < outHeight; oy++)
                {
                    nint line = (nint)((long)oy * height / outHeight) * width;
                    for (int ox = 0; ox < outWidth; ox++, pixel += channels)
                    {
                        T* sum = image + ((line + (nint)((long)ox * width / outWidth)) * channels);
                        Map.Run(sum, pixel, sum, channels, default(AddZip<T>));
                    }
                }
            }
        }
    }

    /// <summary>
    /// Linear interpolation in both directions between the centers of pixels; beyond the outermost centers the edge continues (PyTorch's
    /// <c>align_corners=False</c>). Shapes as in <see cref="Nearest"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A span is too short, or a size is not positive.</exception>
    public static void Bilinear<T>(ReadOnlySpan<T> x, Span<T> y, int images, int height, int width, int channels, int outHeight, int outWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Length, nameof(x), y.Length, nameof(y), images, height, width, channels, outHeight, outWidth);
        fixed (T* source = x, target = y)
        {
            Interpolation.Run<T, Interpolate>(source, target, images, height, width, channels, outHeight, outWidth);
        }
    }

    /// <summary>The adjoint of <see cref="Bilinear"/>. Overwrites dx. Shapes as in <see cref="NearestBackward"/>.</summary>
    /// <exception cref="ArgumentException">A span is too short, or a size is not positive.</exception>
    public static void BilinearBackward<T>(ReadOnlySpan<T> c, Span<T> dx, int images, int height, int width, int channels, int outHeight, int outWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(dx.Length, nameof(dx), c.Length, nameof(c), images, height, width, channels, outHeight, outWidth);
        dx[..(images * height * width * channels)].Clear();
        fixed (T* source = c, target = dx)
        {
            Interpolation.Run<T, Distribute>(target, source, images, height, width, channels, outHeight, outWidth);
        }
    }

    private static void Check(
        int image, string imageName, int output, string outputName, int images, int height, int width, int channels, int outHeight, int outWidth)
    {
        Require.Dimensions(images, 0);
        Require.Positive(height, nameof(height));
        Require.Positive(width, nameof(width));
        Require.Positive(channels, nameof(channels));
        Require.Positive(outHeight, nameof(outHeight));
        Require.Positive(outWidth, nameof(outWidth));
        Require.Length(image, (long)images * height * width * channels, imageName);
        Require.Length(output, (long)images * outHeight * outWidth * channels, outputName);
    }
}
