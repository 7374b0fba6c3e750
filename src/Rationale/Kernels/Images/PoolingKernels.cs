using System.ComponentModel;
using System.Numerics;

namespace Rationale.Kernels;

/// <summary>
/// Maxima and means of windows of images with channels last, and their derivatives. Generated code calls these; a result may not overlap an operand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PoolingKernels
{
    /// <summary><c>y</c> is the maximum of each window; NaN if one of its pixels is.</summary>
    /// <param name="x">[images, height, width, channels].</param>
    /// <param name="y">[images, outHeight, outWidth, channels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Max<T>(ReadOnlySpan<T> x, Span<T> y, int images, PoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Length, nameof(x), y.Length, nameof(y), images, g);
        fixed (T* source = x, target = y)
        {
            PoolWindows.Run<T, MaxWindow>(source, null, target, images, g);
        }
    }

    /// <summary>
    /// <c>dx</c> is zero but for the first maximum of each window of x, to which the window's c is added: the derivative of <see cref="Max"/>, linear in c.
    /// Overwrites dx.
    /// </summary>
    /// <param name="x">[images, height, width, channels]; where a window holds a NaN its first maximum is not defined.</param>
    /// <param name="c">[images, outHeight, outWidth, channels].</param>
    /// <param name="dx">[images, height, width, channels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MaxPoolBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> c, Span<T> dx, int images, PoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Length, nameof(x), c.Length, nameof(c), images, g);
        Require.Length(dx.Length, images * g.Input, nameof(dx));
        fixed (T* source = x, values = c, target = dx)
        {
            if (!g.IsPartition)
            {
                new Span<T>(target, checked((int)(images * g.Input))).Clear();
            }

            if (g.IsDisjoint)
            {
                PoolWindows.Run<T, ScatterToDisjoint>(source, target, values, images, g);
            }
            else
            {
                PoolWindows.Run<T, ScatterToMax>(source, target, values, images, g);
            }
        }
    }

    /// <summary><c>y</c> is the v at the first maximum of each window of x: the adjoint of <see cref="MaxPoolBackward"/>, linear in v.</summary>
    /// <param name="x">[images, height, width, channels].</param>
    /// <param name="v">[images, height, width, channels].</param>
    /// <param name="y">[images, outHeight, outWidth, channels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MaxPoolGather<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> v, Span<T> y, int images, PoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Length, nameof(x), y.Length, nameof(y), images, g);
        Require.Length(v.Length, images * g.Input, nameof(v));
        fixed (T* source = x, values = v, target = y)
        {
            PoolWindows.Run<T, GatherFromMax>(source, values, target, images, g);
        }
    }

    /// <summary><c>y</c> is the mean of each window's pixels inside the image: padding is not counted.</summary>
    /// <param name="x">[images, height, width, channels].</param>
    /// <param name="y">[images, outHeight, outWidth, channels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Average<T>(ReadOnlySpan<T> x, Span<T> y, int images, PoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Length, nameof(x), y.Length, nameof(y), images, g);
        fixed (T* source = x, target = y)
        {
            if (!g.IsGlobal)
            {
                PoolWindows.Run<T, MeanWindow>(source, null, target, images, g);
                return;
            }

            int pixels = g.Height * g.Width;
            for (int row = 0; row < images; row++)
            {
                Folding.Run<T, SumFold<T>>(source + (row * (nint)g.Input), target + ((nint)row * g.Channels), pixels, g.Channels, 1, false);
            }

            Span<T> sums = new(target, images * g.Channels);
            Map.Run(sums, sums, new ScaleMap<T>(T.One / T.CreateChecked(pixels)));
        }
    }

    /// <summary>Each window's c, divided among its pixels: the adjoint of <see cref="Average"/>. Overwrites dx.</summary>
    /// <param name="c">[images, outHeight, outWidth, channels].</param>
    /// <param name="dx">[images, height, width, channels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void AvgPoolBackward<T>(ReadOnlySpan<T> c, Span<T> dx, int images, PoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(dx.Length, nameof(dx), c.Length, nameof(c), images, g);
        fixed (T* values = c, target = dx)
        {
            if (!g.IsPartition)
            {
                new Span<T>(target, checked((int)(images * g.Input))).Clear();
            }

            if (g.IsDisjoint)
            {
                PoolWindows.Run<T, SpreadToDisjoint>(null, target, values, images, g);
            }
            else
            {
                PoolWindows.Run<T, SpreadMean>(null, target, values, images, g);
            }
        }
    }

    private static void Check(int image, string imageName, int output, string outputName, int images, PoolGeometry g)
    {
        Require.Dimensions(images, 0);
        Require.Length(image, images * g.Input, imageName);
        Require.Length(output, images * g.Output, outputName);
    }
}
