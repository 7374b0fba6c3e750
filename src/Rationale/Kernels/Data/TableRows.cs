using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>What is done with a row of a table and the values that belong to it.</summary>
internal interface IRowMove
{
    /// <summary>Moves the first <paramref name="valid"/> elements of a vector.</summary>
    static abstract unsafe void Run<TVector, TSimd, T>(T* row, T* values, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>;
}

/// <summary>From the table to the values.</summary>
internal readonly unsafe struct CopyRow : IRowMove
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(T* row, T* values, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        if (valid == TSimd.Count)
        {
            TSimd.Store(values, TSimd.Load(row));
        }
        else
        {
            TSimd.StorePartial(values, TSimd.LoadPartial(row, valid), valid);
        }
    }
}

/// <summary>From the values, added to the table.</summary>
internal readonly unsafe struct AddRow : IRowMove
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(T* row, T* values, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        if (valid == TSimd.Count)
        {
            TSimd.Store(row, TSimd.Add(TSimd.Load(row), TSimd.Load(values)));
        }
        else
        {
            TSimd.StorePartial(row, TSimd.Add(TSimd.LoadPartial(row, valid), TSimd.LoadPartial(values, valid)), valid);
        }
    }
}

/// <summary>Rows of a table by their numbers, one after the other, at the width of this machine or, for short rows, of the rows.</summary>
internal static unsafe class TableRows
{
    /// <summary>Runs over all indices; <paramref name="values"/> has a row of <paramref name="width"/> elements for each.</summary>
    public static void Run<T, TIndex, TIndices, TMove>(T* table, int tableRows, ReadOnlySpan<TIndex> indices, T* values, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIndices : struct, IIndices<TIndex>
        where TMove : struct, IRowMove
    {
        if (Vector512.IsHardwareAccelerated && width > Vector256<T>.Count)
        {
            Run<Vector512<T>, Simd512<T>, T, TIndex, TIndices, TMove>(table, tableRows, indices, values, width);
        }
        else if (Vector256.IsHardwareAccelerated && width > Vector128<T>.Count)
        {
            Run<Vector256<T>, Simd256<T>, T, TIndex, TIndices, TMove>(table, tableRows, indices, values, width);
        }
        else if (Vector128.IsHardwareAccelerated && width > 1)
        {
            Run<Vector128<T>, Simd128<T>, T, TIndex, TIndices, TMove>(table, tableRows, indices, values, width);
        }
        else
        {
            Run<T, SimdScalar<T>, T, TIndex, TIndices, TMove>(table, tableRows, indices, values, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TSimd, T, TIndex, TIndices, TMove>(T* table, int tableRows, ReadOnlySpan<TIndex> indices, T* values, int width)
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TIndices : struct, IIndices<TIndex>
        where TMove : struct, IRowMove
    {
        for (int i = 0; i < indices.Length; i++, values += width)
        {
            T* row = table + ((nint)TIndices.At(indices, i, tableRows) * width);
            for (int j = 0; j < width; j += TSimd.Count)
            {
                TMove.Run<TVector, TSimd, T>(row + j, values + j, Math.Min(TSimd.Count, width - j));
            }
        }
    }
}
