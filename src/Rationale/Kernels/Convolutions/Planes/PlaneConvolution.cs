using System.Numerics;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>A convolution of stride one with the pixels in the lanes of vectors: for few output channels, which would leave most lanes empty.</summary>
internal static unsafe class PlaneConvolution
{
    /// <summary>Runs the forward pass; weights are packed as for <see cref="ConvolutionPasses"/>.</summary>
    public static void Run<T, TEpilogue>(T* source, T* packed, T* target, int rows, ConvolutionGeometry g, T* side, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        var planes = PlaneGeometry.From(g);
        if (TEpilogue.SideHasRows)
        {
            // A gate has the order of the target, which the tiles do not have.
            Run<T, StoreProduct>(source, packed, target, rows, planes, null, below);
            Map.Run(side, target, target, (nint)rows * planes.Pixels * planes.Outputs, new ReluBackwardZip<T>(below));
        }
        else
        {
            Run<T, TEpilogue>(source, packed, target, rows, planes, side, below);
        }
    }

    private static void Run<T, TEpilogue>(T* source, T* packed, T* target, int rows, PlaneGeometry g, T* bias, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        if (Vector512.IsHardwareAccelerated)
        {
            PlaneConvolution<Vector512<T>, Simd512<T>, T>.Run<TEpilogue>(source, packed, target, rows, g, bias, below);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            PlaneConvolution<Vector256<T>, Simd256<T>, T>.Run<TEpilogue>(source, packed, target, rows, g, bias, below);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            PlaneConvolution<Vector128<T>, Simd128<T>, T>.Run<TEpilogue>(source, packed, target, rows, g, bias, below);
        }
        else
        {
            PlaneConvolution<T, SimdScalar<T>, T>.Run<TEpilogue>(source, packed, target, rows, g, bias, below);
        }
    }
}

/// <summary>Convolutions over planes at one vector width.</summary>
internal static unsafe class PlaneConvolution<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    public static void Run<TEpilogue>(T* source, T* packed, T* target, int rows, PlaneGeometry g, T* bias, T below)
        where TEpilogue : struct, IEpilogue
    {
        int vectors = (g.Pixels + TSimd.Count - 1) / TSimd.Count, pitch = vectors * TSimd.Count;
        nint planesBytes = ConvolutionPasses.Whole((nint)g.Depth * g.Pitch(TSimd.Count) * sizeof(T));
        nint rowBytes = ConvolutionPasses.Whole((nint)g.RowLength(TSimd.Count) * sizeof(T));
        byte* scratch = Scratch.Take<byte>(planesBytes + rowBytes + ((nint)g.Outputs * pitch * sizeof(T)));
        T* planes = (T*)scratch, row = (T*)(scratch + planesBytes), product = (T*)(scratch + planesBytes + rowBytes);
        PlaneStrip<T> strip = new()
        {
            Plane = g.Pitch(TSimd.Count),
            Depth = g.Depth,
            Lines = g.Lines,
            LineStride = g.LineStride,
            ProductStride = pitch,
            Below = below,
        };

        // One channel is in its place already, if no vector writes behind the last pixel.
        bool isInPlace = g.Outputs == 1 && pitch == g.Pixels;
        for (int image = 0; image < rows; image++, source += g.SourceImage, target += (nint)g.Pixels * g.Outputs)
        {
            g.Fill<TVector, TSimd, T>(source, row, planes);
            T* to = isInPlace ? target : product;
            for (int first = 0; first < g.Outputs; first += Panels.Width)
            {
                int outputs = Math.Min(Panels.Width, g.Outputs - first);
                T* panel = packed + ((nint)first * g.Lines * g.Depth);
                Panel<TEpilogue>(in strip, outputs, vectors, panel, planes, to + ((nint)first * pitch), bias + first);
            }

            if (!isInPlace)
            {
                Transposition.Run(product, pitch, target, g.Outputs, g.Outputs, g.Pixels);
            }
        }
    }

    // Parts of nearly equal size: a part of one channel or one vector would wait for itself.
    private static void Panel<TEpilogue>(in PlaneStrip<T> strip, int outputs, int vectors, T* packed, T* planes, T* product, T* bias)
        where TEpilogue : struct, IEpilogue
    {
        int parts = (outputs + PlaneTile<TVector, TSimd, T>.MaxRows - 1) / PlaneTile<TVector, TSimd, T>.MaxRows;
        for (int part = 0; part < parts; part++)
        {
            int from = outputs * part / parts, rows = (outputs * (part + 1) / parts) - from;
            int most = PlaneTile<TVector, TSimd, T>.MaxVectors(rows), blocks = (vectors + most - 1) / most;
            for (int block = 0; block < blocks; block++)
            {
                int at = vectors * block / blocks, count = (vectors * (block + 1) / blocks) - at;
                nint pixel = (nint)at * TSimd.Count;
                PlaneTile<TVector, TSimd, T>.Multiply<TEpilogue>(
                    in strip, rows, count, packed + from, planes + pixel, product + (from * strip.ProductStride) + pixel, bias + from);
            }
        }
    }
}
