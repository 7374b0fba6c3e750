using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>Maxima and means of windows of images with channels last, and their derivatives, as the class of that name for the CPU. A pixel's gradient is gathered from its windows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockPoolingKernels
{
    /// <summary><c>y</c> is the maximum of each window; NaN if one of its pixels is.</summary>
    public static void Max<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int images, BlockPoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.OutHeight * g.OutWidth * g.Channels; i += lanes.Stride)
        {
            int window = i / g.Channels, oy = window / g.OutWidth % g.OutHeight, ox = window % g.OutWidth;
            int image = window / g.OutWidth / g.OutHeight * g.Height, channel = i % g.Channels;
            T best = x[((((image + g.Top(oy)) * g.Width) + g.Left(ox)) * g.Channels) + channel];
            for (int row = g.Top(oy); row < g.Bottom(oy); row++)
            {
                for (int column = g.Left(ox); column < g.Right(ox); column++)
                {
                    T pixel = x[((((image + row) * g.Width) + column) * g.Channels) + channel];
                    best = pixel > best || T.IsNaN(pixel) ? pixel : best;
                }
            }

            y[i] = best;
        }
    }

    /// <summary><c>dx</c> is zero but for the first maximum of each window of x, to which the window's c is added. Overwrites dx.</summary>
    public static void MaxPoolBackward<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> c, ArrayView<T> dx, int images, BlockPoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.Height * g.Width * g.Channels; i += lanes.Stride)
        {
            int channel = i % g.Channels, pixel = i / g.Channels;
            int column = pixel % g.Width, row = pixel / g.Width % g.Height, image = pixel / g.Width / g.Height;
            T sum = T.Zero;
            for (int oy = g.FirstRow(row); oy < g.OutHeight && g.Top(oy) <= row; oy++)
            {
                for (int ox = g.FirstColumn(column); ox < g.OutWidth && g.Left(ox) <= column; ox++)
                {
                    if (g.Bottom(oy) > row && g.Right(ox) > column && FirstMaximum(x, image, oy, ox, channel, g) == i)
                    {
                        sum += c[(((((image * g.OutHeight) + oy) * g.OutWidth) + ox) * g.Channels) + channel];
                    }
                }
            }

            dx[i] = sum;
        }
    }

    /// <summary><c>y</c> is the v at the first maximum of each window of x.</summary>
    public static void MaxPoolGather<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> v, ArrayView<T> y, int images, BlockPoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.OutHeight * g.OutWidth * g.Channels; i += lanes.Stride)
        {
            int window = i / g.Channels;
            y[i] = v[FirstMaximum(x, window / g.OutWidth / g.OutHeight, window / g.OutWidth % g.OutHeight, window % g.OutWidth, i % g.Channels, g)];
        }
    }

    /// <summary><c>y</c> is the mean of each window's pixels inside the image.</summary>
    public static void Average<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int images, BlockPoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.OutHeight * g.OutWidth * g.Channels; i += lanes.Stride)
        {
            int window = i / g.Channels, oy = window / g.OutWidth % g.OutHeight, ox = window % g.OutWidth;
            int image = window / g.OutWidth / g.OutHeight * g.Height;
            T sum = T.Zero;
            for (int row = g.Top(oy); row < g.Bottom(oy); row++)
            {
                for (int column = g.Left(ox); column < g.Right(ox); column++)
                {
                    sum += x[((((image + row) * g.Width) + column) * g.Channels) + (i % g.Channels)];
                }
            }

            y[i] = sum * Share<T>(oy, ox, g);
        }
    }

    /// <summary>Each window's c, divided among its pixels. Overwrites dx.</summary>
    public static void AvgPoolBackward<T>(Lanes lanes, ArrayView<T> c, ArrayView<T> dx, int images, BlockPoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.Height * g.Width * g.Channels; i += lanes.Stride)
        {
            int pixel = i / g.Channels, column = pixel % g.Width, row = pixel / g.Width % g.Height, image = pixel / g.Width / g.Height;
            T sum = T.Zero;
            for (int oy = g.FirstRow(row); oy < g.OutHeight && g.Top(oy) <= row; oy++)
            {
                for (int ox = g.FirstColumn(column); ox < g.OutWidth && g.Left(ox) <= column; ox++)
                {
                    if (g.Bottom(oy) > row && g.Right(ox) > column)
                    {
                        sum += c[(((((image * g.OutHeight) + oy) * g.OutWidth) + ox) * g.Channels) + (i % g.Channels)] * Share<T>(oy, ox, g);
                    }
                }
            }

            dx[i] = sum;
        }
    }

    private static T Share<T>(int oy, int ox, BlockPoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / Numbers.Of<T>((g.Bottom(oy) - g.Top(oy)) * (g.Right(ox) - g.Left(ox)));

    /// <summary>The place in x of a window's first maximum.</summary>
    private static int FirstMaximum<T>(ArrayView<T> x, int image, int oy, int ox, int channel, BlockPoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int found = (((((image * g.Height) + g.Top(oy)) * g.Width) + g.Left(ox)) * g.Channels) + channel;
        for (int row = g.Top(oy); row < g.Bottom(oy); row++)
        {
            for (int column = g.Left(ox); column < g.Right(ox); column++)
            {
                int at = (((((image * g.Height) + row) * g.Width) + column) * g.Channels) + channel;
                found = x[at] > x[found] ? at : found;
            }
        }

        return found;
    }
}
