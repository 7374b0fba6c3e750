using System.Numerics;
using System.Runtime.Intrinsics;
using Rationale.Graph.Scheduling;

namespace Rationale.Kernels;

/// <summary>
/// Convolutions of 3 × 3 with stride one by Winograd's F(2×2, 3×3): 16 multiplications give 2 × 2 results, instead of 36. Its sums are kept
/// short, so that its rounding errors are no larger than those of the direct form.
/// </summary>
internal static unsafe class Winograd
{
    /// <summary>Products of a tile.</summary>
    public const int Products = WinogradRule.Products;

    /// <summary>The longest sum: its terms are larger than those of the direct form, so that as long a sum would have larger errors.</summary>
    public const int MaxDepth = 32;

    /// <summary>Elements of packed filters.</summary>
    public static long PackedLength(int channels, int outputs) => Products * Panels.Length(channels, outputs);

    /// <summary>Elements from one product's values to the next, so that the sixteen do not meet in one set of a cache.</summary>
    public static nint Stride(nint length) => length + Panels.Width;

    /// <summary>Runs one direction; weights are those of <see cref="WinogradFilters"/>.</summary>
    public static void Run<T, TEpilogue, TDirection>(T* source, T* packed, T* target, int rows, ConvolutionGeometry g, T* side, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
        where TDirection : struct, IDirection
    {
        var tiles = WinogradTiles.From<TDirection>(g);
        if (Vector512.IsHardwareAccelerated)
        {
            Winograd<Vector512<T>, Simd512<T>, T>.Run<TEpilogue>(source, packed, target, rows, tiles, side, below);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Winograd<Vector256<T>, Simd256<T>, T>.Run<TEpilogue>(source, packed, target, rows, tiles, side, below);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Winograd<Vector128<T>, Simd128<T>, T>.Run<TEpilogue>(source, packed, target, rows, tiles, side, below);
        }
        else
        {
            Winograd<T, SimdScalar<T>, T>.Run<TEpilogue>(source, packed, target, rows, tiles, side, below);
        }
    }
}

/// <summary>Winograd's convolutions at one vector width.</summary>
internal static unsafe class Winograd<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    public static void Run<TEpilogue>(T* source, T* packed, T* target, int rows, WinogradTiles tiles, T* side, T below)
        where TEpilogue : struct, IEpilogue
    {
        int all = rows * tiles.Down, lines = Math.Min(tiles.Lines(sizeof(T)), Math.Max(1, all)), channels = tiles.Channels, outputs = tiles.Outputs;
        nint patch = Winograd.Stride((nint)lines * tiles.Across * channels), result = Winograd.Stride((nint)lines * tiles.Across * outputs);
        nint copy = tiles.Window.IsInside ? 0 : tiles.Window.ImageStride;
        T* scratch = Scratch.Take<T>(copy + (Winograd.Products * (patch + result)));
        T* patches = scratch + copy, results = patches + (Winograd.Products * patch);
        nint panel = (nint)Panels.Length(channels, outputs);
        for (int line = 0; line < all; line += lines)
        {
            int count = Math.Min(lines, all - line);
            Patches(source, scratch, line, count, tiles, patches, patch);
            for (int i = 0; i < Winograd.Products; i++)
            {
                Blocks.Multiply<T, StoreProduct>(
                    patches + (i * patch), channels, 1, packed + (i * panel), results + (i * result), count * tiles.Across, channels, outputs, false, null, T.One, Winograd.MaxDepth);
            }

            for (int i = 0; i < count; i++)
            {
                int image = (line + i) / tiles.Down, y = (line + i) % tiles.Down;
                nint at = (image * tiles.TargetImage) + ((nint)2 * y * tiles.Width * outputs);
                Results<TEpilogue>(results + ((nint)i * tiles.Across * outputs), result, target + at, (2 * y) + 1 < tiles.Height, tiles, TEpilogue.SideHasRows ? side + at : side, below);
            }
        }
    }

    /// <summary>Transforms the patches of consecutive lines of tiles; <paramref name="copy"/> has space for an image with its margin, if it has one.</summary>
    public static void Patches(T* source, T* copy, int line, int count, WinogradTiles tiles, T* patches, nint product)
    {
        int channels = tiles.Channels;
        SourceWindow window = tiles.Window;
        nint row = window.RowStride;
        int copied = -1;
        for (int i = 0; i < count; i++)
        {
            int image = (line + i) / tiles.Down, y = (line + i) % tiles.Down;
            T* from = source + (image * tiles.SourceImage);
            if (window.IsInside)
            {
                from += (window.Top * row) + ((nint)window.Left * channels);
            }
            else
            {
                if (image != copied)
                {
                    window.Copy(from, copy, 1);
                    copied = image;
                }

                from = copy;
            }

            from += 2 * y * row;
            for (int x = 0; x < tiles.Across; x++, from += 2 * channels, patches += channels)
            {
                // The last vector covers some channels again: there are enough for one.
                for (int j = 0; j < channels; j += TSimd.Count)
                {
                    int at = Math.Min(j, channels - TSimd.Count);
                    WinogradTransforms<TVector, TSimd, T>.Patch(from + at, row, channels, patches + at, product);
                }
            }
        }
    }

    private static void Results<TEpilogue>(T* results, nint product, T* target, bool hasSecondRow, WinogradTiles tiles, T* side, T below)
        where TEpilogue : struct, IEpilogue
    {
        int outputs = tiles.Outputs;
        nint row = (nint)tiles.Width * outputs;
        for (int x = 0; x < tiles.Across; x++, results += outputs, target += 2 * outputs)
        {
            for (int j = 0; j < outputs; j += TSimd.Count)
            {
                int at = Math.Min(j, outputs - TSimd.Count);
                WinogradTransforms<TVector, TSimd, T>.Result<TEpilogue>(
                    results + at, product, target + at, row, outputs, hasSecondRow, (2 * x) + 1 < tiles.Width, side + at, below);
            }

            if (TEpilogue.SideHasRows)
            {
                side += 2 * outputs;
            }
        }
    }
}
