using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>A function of one number, over vectors.</summary>
internal interface IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The function's values at <paramref name="x"/>.</summary>
    TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>;
}

/// <summary>A function of two numbers, over vectors.</summary>
internal interface IZip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The function's values at <paramref name="a"/> and <paramref name="b"/>.</summary>
    TVector Invoke<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>;
}

/// <summary>Loops that apply a function to arrays at the width of this machine. A result may lie exactly on an operand.</summary>
internal static unsafe class Map
{
    /// <summary><c>y[i] = f(x[i])</c>.</summary>
    public static void Run<T, TMap>(ReadOnlySpan<T> x, Span<T> y, TMap map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap<T>
    {
        Require.SameLength(y.Length, x.Length, nameof(y));
        fixed (T* source = x, destination = y)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Unary<Vector512<T>, Simd512<T>, T, TMap>(source, destination, x.Length, map);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Unary<Vector256<T>, Simd256<T>, T, TMap>(source, destination, x.Length, map);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                Unary<Vector128<T>, Simd128<T>, T, TMap>(source, destination, x.Length, map);
            }
            else
            {
                Unary<T, SimdScalar<T>, T, TMap>(source, destination, x.Length, map);
            }
        }
    }

    /// <summary><c>y[i] = f(a[i], b[i])</c>.</summary>
    public static void Run<T, TZip>(T* a, T* b, T* y, nint count, TZip zip)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TZip : struct, IZip<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Binary<Vector512<T>, Simd512<T>, T, TZip>(a, b, y, count, zip);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Binary<Vector256<T>, Simd256<T>, T, TZip>(a, b, y, count, zip);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Binary<Vector128<T>, Simd128<T>, T, TZip>(a, b, y, count, zip);
        }
        else
        {
            Binary<T, SimdScalar<T>, T, TZip>(a, b, y, count, zip);
        }
    }

    /// <summary><c>y[i] = f(a[i], b)</c>.</summary>
    public static void Run<T, TZip>(T* a, T b, T* y, nint count, TZip zip)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TZip : struct, IZip<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Scalar<Vector512<T>, Simd512<T>, T, TZip>(a, b, y, count, zip);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Scalar<Vector256<T>, Simd256<T>, T, TZip>(a, b, y, count, zip);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Scalar<Vector128<T>, Simd128<T>, T, TZip>(a, b, y, count, zip);
        }
        else
        {
            Scalar<T, SimdScalar<T>, T, TZip>(a, b, y, count, zip);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Unary<TVector, TSimd, T, TMap>(T* x, T* y, nint count, TMap map)
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TMap : struct, IMap<T>
    {
        nint i = 0;
        for (; i + TSimd.Count <= count; i += TSimd.Count)
        {
            TSimd.Store(y + i, map.Invoke<TVector, TSimd>(TSimd.Load(x + i)));
        }

        int rest = (int)(count - i);
        if (rest > 0)
        {
            TSimd.StorePartial(y + i, map.Invoke<TVector, TSimd>(TSimd.LoadPartial(x + i, rest)), rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Binary<TVector, TSimd, T, TZip>(T* a, T* b, T* y, nint count, TZip zip)
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TZip : struct, IZip<T>
    {
        nint i = 0;
        for (; i + TSimd.Count <= count; i += TSimd.Count)
        {
            TSimd.Store(y + i, zip.Invoke<TVector, TSimd>(TSimd.Load(a + i), TSimd.Load(b + i)));
        }

        int rest = (int)(count - i);
        if (rest > 0)
        {
            TSimd.StorePartial(y + i, zip.Invoke<TVector, TSimd>(TSimd.LoadPartial(a + i, rest), TSimd.LoadPartial(b + i, rest)), rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scalar<TVector, TSimd, T, TZip>(T* a, T b, T* y, nint count, TZip zip)
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TZip : struct, IZip<T>
    {
        TVector every = TSimd.Broadcast(b);
        nint i = 0;
        for (; i + TSimd.Count <= count; i += TSimd.Count)
        {
            TSimd.Store(y + i, zip.Invoke<TVector, TSimd>(TSimd.Load(a + i), every));
        }

        int rest = (int)(count - i);
        if (rest > 0)
        {
            TSimd.StorePartial(y + i, zip.Invoke<TVector, TSimd>(TSimd.LoadPartial(a + i, rest), every), rest);
        }
    }
}
