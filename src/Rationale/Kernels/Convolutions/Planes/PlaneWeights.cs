using System.Numerics;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>The weight gradient with the pixels in the lanes of vectors: each weight is the sum over the lanes of products of two planes.</summary>
internal static unsafe class PlaneWeights
{
    // The planes of an image and the output gradients of a tile stay in a first-level cache of 48 KiB or 32 KiB.
    private const int BlockBytes = 32 * 1024;

    // Vectors of pixels of a block, so that adding up their lanes is cheap beside the products.
    private const int MinVectors = 16;

    /// <summary>Adds the gradient of all images to <paramref name="dw"/>.</summary>
    public static void Add<T>(T* x, T* dy, T* dw, int rows, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var planes = PlaneGeometry.From(g);
        if (Vector512.IsHardwareAccelerated)
        {
            PlaneWeights<Vector512<T>, Simd512<T>, T>.Add(x, dy, dw, rows, planes, BlockBytes, MinVectors);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            PlaneWeights<Vector256<T>, Simd256<T>, T>.Add(x, dy, dw, rows, planes, BlockBytes, MinVectors);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            PlaneWeights<Vector128<T>, Simd128<T>, T>.Add(x, dy, dw, rows, planes, BlockBytes, MinVectors);
        }
        else
        {
            PlaneWeights<T, SimdScalar<T>, T>.Add(x, dy, dw, rows, planes, BlockBytes, MinVectors);
        }
    }
}

/// <summary>Weight gradients over planes at one vector width.</summary>
internal static unsafe class PlaneWeights<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    public static void Add(T* x, T* dy, T* dw, int rows, PlaneGeometry g, int blockBytes, int minVectors)
    {
        if (rows == 0)
        {
            return;
        }

        int vectors = (g.Pixels + TSimd.Count - 1) / TSimd.Count, pitch = vectors * TSimd.Count, plane = g.Pitch(TSimd.Count), k = g.Lines * g.Depth;
        int bytes = ((g.Depth * plane) + (PlaneGradientTile<TVector, TSimd, T>.MaxRows * pitch)) * sizeof(T);
        int block = Math.Min(rows, Math.Max(blockBytes / bytes, (minVectors + vectors - 1) / vectors));
        nint image = (nint)g.Depth * plane, deltaImage = (nint)g.Outputs * pitch;
        nint planesBytes = ConvolutionPasses.Whole(block * image * sizeof(T));
        nint deltasBytes = ConvolutionPasses.Whole(block * deltaImage * sizeof(T));
        nint rowBytes = ConvolutionPasses.Whole((nint)g.RowLength(TSimd.Count) * sizeof(T));
        byte* scratch = Scratch.Take<byte>(planesBytes + deltasBytes + rowBytes + ((nint)k * sizeof(nint)));
        T* planes = (T*)scratch, deltas = (T*)(scratch + planesBytes), row = (T*)(scratch + planesBytes + deltasBytes);
        nint* taps = (nint*)(scratch + planesBytes + deltasBytes + rowBytes);
        for (int i = 0; i < k; i++)
        {
            taps[i] = ((nint)(i % g.Depth) * plane) + ((nint)(i / g.Depth) * g.LineStride);
        }

        for (int first = 0; first < rows; first += block)
        {
            int images = Math.Min(block, rows - first);
            for (int i = 0; i < images; i++, x += g.SourceImage, dy += (nint)g.Pixels * g.Outputs)
            {
                g.Fill<TVector, TSimd, T>(x, row, planes + (i * image));
                T* delta = deltas + (i * deltaImage);
                Transposition.Run(dy, g.Outputs, delta, pitch, g.Pixels, g.Outputs);
                for (int j = 0; j < g.Outputs && pitch > g.Pixels; j++)
                {
                    new Span<T>(delta + ((nint)j * pitch) + g.Pixels, pitch - g.Pixels).Clear();
                }
            }

            PlaneGradientStrip<T> strip = new() { Images = images, Vectors = vectors, Image = image, Delta = pitch, DeltaImage = deltaImage, ProductStride = g.Outputs };
            Tiles(in strip, planes, taps, k, deltas, g.Outputs, dw);
        }
    }

    private static void Tiles(in PlaneGradientStrip<T> strip, T* planes, nint* taps, int k, T* deltas, int outputs, T* dw)
    {
        int rows = PlaneGradientTile<TVector, TSimd, T>.MaxRows, columns = PlaneGradientTile<TVector, TSimd, T>.MaxTaps;
        int parts = (outputs + rows - 1) / rows, blocks = (k + columns - 1) / columns;
        for (int part = 0; part < parts; part++)
        {
            int from = outputs * part / parts, count = (outputs * (part + 1) / parts) - from;
            for (int block = 0; block < blocks; block++)
            {
                int at = (int)((long)k * block / blocks), length = (int)((long)k * (block + 1) / blocks) - at;
                PlaneGradientTile<TVector, TSimd, T>.Add(
                    in strip, count, length, planes, taps + at, deltas + ((nint)from * strip.Delta), dw + ((nint)at * outputs) + from);
            }
        }
    }
}
