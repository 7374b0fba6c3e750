using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>Functions of a full and a repeated operand. Short repetitions are written out a piece at a time, so that the function always runs over long arrays.</summary>
internal static unsafe class Broadcasting
{
    // Elements of a piece on the stack: long against a vector, short against the first-level cache.
    private const int Piece = 512;

    // Elements of the widest vector that Spread may write behind a piece.
    private const int Overshoot = 8;

    // From this length on a repetition is run by itself.
    private const int Long = 64;

    /// <summary><c>y[o, m, i] = f(full[o, m, i], small[m])</c>.</summary>
    public static void Run<T, TZip>(T* full, T* small, T* y, int outer, int middle, int inner, TZip zip)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TZip : struct, IZip<T>
    {
        if (middle == 1)
        {
            Map.Run(full, *small, y, (nint)outer * inner, zip);
        }
        else if (inner == 1 && middle >= Long)
        {
            WholeRows(full, small, y, outer, middle, zip);
        }
        else if (inner == 1)
        {
            ShortRows(full, small, y, outer, middle, zip);
        }
        else
        {
            Runs(full, small, y, outer, middle, inner, zip);
        }
    }

    private static void WholeRows<T, TZip>(T* full, T* small, T* y, int outer, int middle, TZip zip)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TZip : struct, IZip<T>
    {
        for (nint o = 0; o < outer; o++)
        {
            Map.Run(full + (o * middle), small, y + (o * middle), middle, zip);
        }
    }

    [SkipLocalsInit]
    private static void ShortRows<T, TZip>(T* full, T* small, T* y, int outer, int middle, TZip zip)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TZip : struct, IZip<T>
    {
        if (middle == 0)
        {
            return;
        }

        T* piece = stackalloc T[Piece];
        int rows = Math.Min(outer, Piece / middle);
        int length = rows * middle;
        if (length == 0)
        {
            return;
        }

        var pattern = new Span<T>(piece, length);
        new ReadOnlySpan<T>(small, middle).CopyTo(pattern);
        for (int written = middle; written < length; written *= 2)
        {
            pattern[..Math.Min(written, length - written)].CopyTo(pattern[written..]);
        }

        for (nint o = 0; o < outer; o += rows)
        {
            Map.Run(full + (o * middle), piece, y + (o * middle), Math.Min(rows, outer - o) * middle, zip);
        }
    }

    [SkipLocalsInit]
    private static void Runs<T, TZip>(T* full, T* small, T* y, int outer, int middle, int inner, TZip zip)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TZip : struct, IZip<T>
    {
        if (inner >= Long || inner == 0)
        {
            for (nint o = 0; o < outer; o++)
            {
                for (nint m = 0; m < middle; m++)
                {
                    nint at = ((o * middle) + m) * inner;
                    Map.Run(full + at, small[m], y + at, inner, zip);
                }
            }

            return;
        }

        T* piece = stackalloc T[Piece + Overshoot];
        int count = Piece / inner;
        for (nint o = 0; o < outer; o++)
        {
            for (nint m = 0; m < middle; m += count)
            {
                nint runs = Math.Min(count, middle - m);
                Spread(small + m, piece, runs, inner);
                nint at = ((o * middle) + m) * inner;
                Map.Run(full + at, piece, y + at, runs * inner, zip);
            }
        }
    }

    // Whole vectors are written at the start of each run; what goes too far is overwritten by the next run or is never read.
    private static void Spread<T>(T* small, T* piece, nint runs, int inner)
        where T : unmanaged
    {
        T* end = piece;
        for (nint r = 0; r < runs; r++, end += inner)
        {
            var every = Vector256.Create(small[r]);
            int i = 0;
            do
            {
                Vector256.Store(every, end + i);
                i += Vector256<T>.Count;
            }
            while (i < inner);
        }
    }
}
