using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rationale.Kernels;

/// <summary>The operations of 128-bit vectors.</summary>
internal readonly unsafe struct Simd128<T> : ISimd<Vector128<T>, T>
    where T : unmanaged
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector128<T> value) => Vector128.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LoadPartial(T* source, int count)
    {
        if (Avx512F.VL.IsSupported && typeof(T) == typeof(float))
        {
            return Avx512F.VL.MaskLoad((float*)source, Mask(count).AsSingle(), default).As<float, T>();
        }

        if (Avx512F.VL.IsSupported && typeof(T) == typeof(double))
        {
            return Avx512F.VL.MaskLoad((double*)source, Mask(count).AsDouble(), default).As<double, T>();
        }

        if (Avx.IsSupported && typeof(T) == typeof(float))
        {
            return Avx.MaskLoad((float*)source, Mask(count).AsSingle()).As<float, T>();
        }

        if (Avx.IsSupported && typeof(T) == typeof(double))
        {
            return Avx.MaskLoad((double*)source, Mask(count).AsDouble()).As<double, T>();
        }

        Vector128<T> lanes = default;
        for (int i = 0; i < count; i++)
        {
            ((T*)&lanes)[i] = source[i];
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(T* destination, Vector128<T> value, int count)
    {
        if (Avx512F.VL.IsSupported && typeof(T) == typeof(float))
        {
            Avx512F.VL.MaskStore((float*)destination, Mask(count).AsSingle(), value.AsSingle());
            return;
        }

        if (Avx512F.VL.IsSupported && typeof(T) == typeof(double))
        {
            Avx512F.VL.MaskStore((double*)destination, Mask(count).AsDouble(), value.AsDouble());
            return;
        }

        if (Avx.IsSupported && typeof(T) == typeof(float))
        {
            Avx.MaskStore((float*)destination, Mask(count).AsSingle(), value.AsSingle());
            return;
        }

        if (Avx.IsSupported && typeof(T) == typeof(double))
        {
            Avx.MaskStore((double*)destination, Mask(count).AsDouble(), value.AsDouble());
            return;
        }

        Vector128<T> lanes = value;
        for (int i = 0; i < count; i++)
        {
            destination[i] = ((T*)&lanes)[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> a, Vector128<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> a, Vector128<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> a, Vector128<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) => typeof(T) == typeof(float)
        ? Vector128.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector128.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Sqrt(Vector128<T> value) => Vector128.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Abs(Vector128<T> value) => Vector128.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Negate(Vector128<T> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Exp(Vector128<T> value) => typeof(T) == typeof(float)
        ? Vector128.Exp(value.AsSingle()).As<float, T>()
        : Vector128.Exp(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Log(Vector128<T> value) => typeof(T) == typeof(float)
        ? Vector128.Log(value.AsSingle()).As<float, T>()
        : Vector128.Log(value.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Max(Vector128<T> a, Vector128<T> b) => Vector128.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MaxNative(Vector128<T> a, Vector128<T> b) => Vector128.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Greater(Vector128<T> a, Vector128<T> b) => Vector128.GreaterThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Equal(Vector128<T> a, Vector128<T> b) => Vector128.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Select(Vector128<T> mask, Vector128<T> whenSet, Vector128<T> otherwise) =>
        Vector128.ConditionalSelect(mask, whenSet, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> value) => Vector128.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(T* destination, Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d)
    {
        if (Sse.IsSupported && typeof(T) == typeof(float))
        {
            Vector128<float> lowAb = Sse.UnpackLow(a.AsSingle(), b.AsSingle()), highAb = Sse.UnpackHigh(a.AsSingle(), b.AsSingle());
            Vector128<float> lowCd = Sse.UnpackLow(c.AsSingle(), d.AsSingle()), highCd = Sse.UnpackHigh(c.AsSingle(), d.AsSingle());
            Vector128<float> ab = lowAb + highAb, cd = lowCd + highCd;
            (Vector128.Load((float*)destination) + (Sse.MoveLowToHigh(ab, cd) + Sse.MoveHighToLow(cd, ab))).Store((float*)destination);
            return;
        }

        Vector128<T> first = Vector128.Create(Vector128.Sum(a)).WithElement(1, Vector128.Sum(b));
        Vector128<T> second = Vector128.Create(Vector128.Sum(c)).WithElement(1, Vector128.Sum(d));
        if (Vector128<T>.Count > 2)
        {
            Vector128.Store(Vector128.Load(destination) + Vector128.Create(first.GetLower(), second.GetLower()), destination);
            return;
        }

        Vector128.Store(Vector128.Load(destination) + first, destination);
        Vector128.Store(Vector128.Load(destination + 2) + second, destination + 2);
    }

    // The lanes before count. Lane numbers are compared as integers: a float comparison would need a conversion of count first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Mask(int count) => typeof(T) == typeof(float)
        ? Vector128.GreaterThan(Vector128.Create(count), Vector128<int>.Indices).As<int, T>()
        : Vector128.GreaterThan(Vector128.Create((long)count), Vector128<long>.Indices).As<long, T>();
}
