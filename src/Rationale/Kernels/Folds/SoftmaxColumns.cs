using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>
/// The softmax of a few rows with fewer classes than a vector has lanes. Rows are in the lanes: they are turned into one line for each class, and back at the end. Each row has the bits that it has by itself.
/// </summary>
internal static unsafe class SoftmaxColumns
{
    /// <summary>Rows from which on turning them is worth it; fewer have shorter sums of another order.</summary>
    public const int MinRows = 4;

    /// <summary>The number of classes from which on they fill a vector of this machine.</summary>
    public static int Lanes<T>() => Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256.IsHardwareAccelerated ? Vector256<T>.Count : Vector128.IsHardwareAccelerated ? Vector128<T>.Count : 1;

    /// <summary>Computes softmax or its logarithm for [rows, classes]: few enough rows for the stack, at least <see cref="MinRows"/>, and fewer classes than <see cref="Lanes"/>.</summary>
    public static void Run<T>(T* x, T* y, int rows, int classes, bool logarithm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            SoftmaxColumns<Vector512<T>, Simd512<T>, T>.Run(x, y, rows, classes, logarithm);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            SoftmaxColumns<Vector256<T>, Simd256<T>, T>.Run(x, y, rows, classes, logarithm);
        }
        else
        {
            SoftmaxColumns<Vector128<T>, Simd128<T>, T>.Run(x, y, rows, classes, logarithm);
        }
    }
}

/// <summary>The softmax of rows in the lanes for one vector width.</summary>
internal static unsafe class SoftmaxColumns<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    /// <inheritdoc cref="SoftmaxColumns.Run"/>
    [SkipLocalsInit]
    public static void Run(T* x, T* y, int rows, int classes, bool logarithm)
    {
        int line = (rows + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        T* values = stackalloc T[line * classes];
        T* exponentials = stackalloc T[line * classes];
        T* sums = stackalloc T[line];
        for (int c = 0; c < classes && rows < line; c++)
        {
            TSimd.Store(values + ((c + 1) * line) - TSimd.Count, default);
        }

        Transposition.Run(x, classes, values, line, rows, classes);
        Shift(values, line, classes);
        TensorPrimitives.Exp(new ReadOnlySpan<T>(values, line * classes), new Span<T>(exponentials, line * classes));
        Sum(exponentials, sums, line, classes);
        if (logarithm)
        {
            TensorPrimitives.Log(new ReadOnlySpan<T>(sums, line), new Span<T>(sums, line));
            for (int c = 0; c < classes; c++)
            {
                Map.Run(values + (c * line), sums, values + (c * line), line, new SubtractZip<T>());
            }

            Transposition.Run(values, line, y, classes, classes, rows);
            return;
        }

        ElementwiseKernels.Reciprocal(new ReadOnlySpan<T>(sums, line), new Span<T>(sums, line));
        for (int c = 0; c < classes; c++)
        {
            Map.Run(exponentials + (c * line), sums, exponentials + (c * line), line, new MultiplyZip<T>());
        }

        Transposition.Run(exponentials, line, y, classes, classes, rows);
    }

    /// <summary>Subtracts the greatest of each row's classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Shift(T* values, int line, int classes)
    {
        for (int r = 0; r < line; r += TSimd.Count)
        {
            TVector max = TSimd.Broadcast(T.NegativeInfinity);
            for (int c = 0; c < classes; c++)
            {
                max = TSimd.Max(max, TSimd.Load(values + (c * line) + r));
            }

            for (int c = 0; c < classes; c++)
            {
                T* value = values + (c * line) + r;
                TSimd.Store(value, TSimd.Subtract(TSimd.Load(value), max));
            }
        }
    }

    /// <summary>Adds even and odd classes apart, as the sum of a short row does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(T* values, T* sums, int line, int classes)
    {
        for (int r = 0; r < line; r += TSimd.Count)
        {
            TVector even = default, odd = default;
            for (int c = 0; c < classes; c++)
            {
                TVector value = TSimd.Load(values + (c * line) + r);
                if ((c & 1) == 0)
                {
                    even = TSimd.Add(even, value);
                }
                else
                {
                    odd = TSimd.Add(odd, value);
                }
            }

            TSimd.Store(sums + r, TSimd.Add(even, odd));
        }
    }
}
