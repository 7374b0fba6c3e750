using System.Numerics;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>The weight gradient by Winograd's F(2×2, 3×3): sixteen products over all tiles, of which the transposed transform makes the gradients of nine weights.</summary>
internal static unsafe class WinogradWeights
{
    /// <summary>Adds the gradient of all images to <paramref name="dw"/>.</summary>
    public static void Add<T>(T* x, T* dy, T* dw, int rows, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows == 0)
        {
            return;
        }

        var tiles = WinogradTiles.From<ForwardPhases>(g);
        if (Vector512.IsHardwareAccelerated)
        {
            WinogradWeights<Vector512<T>, Simd512<T>, T>.Add(x, dy, dw, rows, tiles);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            WinogradWeights<Vector256<T>, Simd256<T>, T>.Add(x, dy, dw, rows, tiles);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            WinogradWeights<Vector128<T>, Simd128<T>, T>.Add(x, dy, dw, rows, tiles);
        }
        else
        {
            WinogradWeights<T, SimdScalar<T>, T>.Add(x, dy, dw, rows, tiles);
        }
    }
}

/// <summary>Winograd's weight gradients at one vector width.</summary>
internal static unsafe class WinogradWeights<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    public static void Add(T* x, T* dy, T* dw, int rows, WinogradTiles tiles)
    {
        int all = rows * tiles.Down, lines = Math.Min(tiles.LinesOfWeights(), all), channels = tiles.Channels, outputs = tiles.Outputs;
        nint weights = (nint)channels * outputs, sum = Winograd.Stride(weights);
        nint patch = Winograd.Stride((nint)lines * tiles.Across * channels), delta = Winograd.Stride((nint)Panels.Length(lines * tiles.Across, outputs));
        nint copy = tiles.Window.IsInside ? 0 : tiles.Window.ImageStride;
        T* scratch = Scratch.Take<T>(copy + (Winograd.Products * (patch + delta + sum)));
        T* patches = scratch + copy, deltas = patches + (Winograd.Products * patch), sums = deltas + (Winograd.Products * delta);
        for (int line = 0; line < all; line += lines)
        {
            int count = Math.Min(lines, all - line);
            Winograd<TVector, TSimd, T>.Patches(x, scratch, line, count, tiles, patches, patch);
            Deltas(dy, line, count, tiles, deltas, delta);
            for (int i = 0; i < Winograd.Products; i++)
            {
                Blocks.Multiply<T, StoreProduct>(
                    patches + (i * patch), 1, channels, deltas + (i * delta), sums + (i * sum), channels, count * tiles.Across, outputs, line > 0, null, T.One);
            }
        }

        T half = T.CreateChecked(0.5);
        for (nint i = 0; i < weights; i += TSimd.Count)
        {
            WinogradTransforms<TVector, TSimd, T>.AddGradient(sums + i, sum, dw + i, weights, (int)Math.Min(TSimd.Count, weights - i), half);
        }
    }

    // The transformed output gradients, written as panels at once.
    private static void Deltas(T* dy, int line, int count, WinogradTiles tiles, T* deltas, nint product)
    {
        int outputs = tiles.Outputs, panels = (outputs + Panels.Width - 1) / Panels.Width * Panels.Width;
        nint row = (nint)tiles.Width * outputs, panel = (nint)count * tiles.Across * Panels.Width;
        for (int i = 0; i < count; i++)
        {
            int image = (line + i) / tiles.Down, y = (line + i) % tiles.Down;
            T* from = dy + (image * tiles.TargetImage) + (2 * y * row);
            for (int x = 0; x < tiles.Across; x++, from += 2 * outputs, deltas += Panels.Width)
            {
                for (int j = 0; j < panels; j += TSimd.Count)
                {
                    T* to = deltas + (j / Panels.Width * panel) + (j % Panels.Width);
                    int valid = Math.Clamp(outputs - j, 0, TSimd.Count);
                    WinogradTransforms<TVector, TSimd, T>.Deltas(from + j, row, outputs, (2 * y) + 1 < tiles.Height, (2 * x) + 1 < tiles.Width, valid, to, product);
                }
            }
        }
    }
}
