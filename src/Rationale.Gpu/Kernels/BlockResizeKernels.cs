using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>Changes of the size of images [rows, height, width, channels], and their adjoints, as the class of that name for the CPU. A pixel's gradient is gathered from those that read it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockResizeKernels
{
    /// <summary><c>y[oy, ox] = x[⌊oy · height / outHeight⌋, ⌊ox · width / outWidth⌋]</c>.</summary>
    public static void Nearest<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int images, int height, int width, int channels, int outHeight, int outWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * outHeight * outWidth * channels; i += lanes.Stride)
        {
            int pixel = i / channels, ox = pixel % outWidth, oy = pixel / outWidth % outHeight, image = pixel / outWidth / outHeight;
            y[i] = x[(((((image * height) + (oy * height / outHeight)) * width) + (ox * width / outWidth)) * channels) + (i % channels)];
        }
    }

    /// <summary>The adjoint of <see cref="Nearest"/>. Overwrites dx.</summary>
    public static void NearestBackward<T>(Lanes lanes, ArrayView<T> c, ArrayView<T> dx, int images, int height, int width, int channels, int outHeight, int outWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * height * width * channels; i += lanes.Stride)
        {
            int pixel = i / channels, column = pixel % width, row = pixel / width % height, image = pixel / width / height;
            T sum = T.Zero;
            for (int oy = ((row * outHeight) + height - 1) / height; oy < outHeight && oy * height / outHeight == row; oy++)
            {
                for (int ox = ((column * outWidth) + width - 1) / width; ox < outWidth && ox * width / outWidth == column; ox++)
                {
                    sum += c[(((((image * outHeight) + oy) * outWidth) + ox) * channels) + (i % channels)];
                }
            }

            dx[i] = sum;
        }
    }

    /// <summary>Linear interpolation in both directions between the centers of pixels; beyond the outermost centers the edge continues.</summary>
    public static void Bilinear<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int images, int height, int width, int channels, int outHeight, int outWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * outHeight * outWidth * channels; i += lanes.Stride)
        {
            int pixel = i / channels, ox = pixel % outWidth, oy = pixel / outWidth % outHeight, image = pixel / outWidth / outHeight * height;
            int top = Neighbor(oy, height, outHeight), bottom = Next(top, height), left = Neighbor(ox, width, outWidth), right = Next(left, width);
            T down = Weight<T>(oy, height, outHeight), across = Weight<T>(ox, width, outWidth);
            T upper = ((T.One - across) * x[At(image + top, left, width, channels, i)]) + (across * x[At(image + top, right, width, channels, i)]);
            T lower = ((T.One - across) * x[At(image + bottom, left, width, channels, i)]) + (across * x[At(image + bottom, right, width, channels, i)]);
            y[i] = ((T.One - down) * upper) + (down * lower);
        }
    }

    /// <summary>The adjoint of <see cref="Bilinear"/>. Overwrites dx.</summary>
    public static void BilinearBackward<T>(Lanes lanes, ArrayView<T> c, ArrayView<T> dx, int images, int height, int width, int channels, int outHeight, int outWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * height * width * channels; i += lanes.Stride)
        {
            int pixel = i / channels, column = pixel % width, row = pixel / width % height, image = pixel / width / height * outHeight;
            T sum = T.Zero;
            for (int oy = 0; oy < outHeight; oy++)
            {
                T down = Share<T>(oy, row, height, outHeight);
                if (down == T.Zero)
                {
                    continue;
                }

                for (int ox = 0; ox < outWidth; ox++)
                {
                    T across = Share<T>(ox, column, width, outWidth);
                    if (across != T.Zero)
                    {
                        sum += down * across * c[At(image + oy, ox, outWidth, channels, i)];
                    }
                }
            }

            dx[i] = sum;
        }
    }

    private static int At(int row, int column, int width, int channels, int element) => (((row * width) + column) * channels) + (element % channels);

    /// <summary>The first of the two neighbors of an output: (index + 1/2) · size / outSize - 1/2, as a fraction of integers.</summary>
    private static int Neighbor(int index, int size, int outSize)
    {
        int numerator = (((2 * index) + 1) * size) - outSize;
        int first = numerator < 0 ? 0 : numerator / (2 * outSize);
        return first > size - 1 ? size - 1 : first;
    }

    private static int Next(int first, int size) => first < size - 1 ? first + 1 : first;

    /// <summary>The weight of the second neighbor.</summary>
    private static T Weight<T>(int index, int size, int outSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int numerator = (((2 * index) + 1) * size) - outSize;
        return numerator < 0 || numerator / (2 * outSize) >= size - 1 ? T.Zero : Numbers.Of<T>(numerator % (2 * outSize)) / Numbers.Of<T>(2 * outSize);
    }

    /// <summary>The weight with which an output reads a pixel.</summary>
    private static T Share<T>(int index, int pixel, int size, int outSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int first = Neighbor(index, size, outSize);
        T share = T.Zero;
        if (first == pixel)
        {
            share += T.One - Weight<T>(index, size, outSize);
        }

        if (Next(first, size) == pixel)
        {
            share += Weight<T>(index, size, outSize);
        }

        return share;
    }
}
