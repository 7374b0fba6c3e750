using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary><c>a + b</c>.</summary>
internal readonly struct AddZip<T> : IZip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Add(a, b);
}

/// <summary><c>a - b</c>.</summary>
internal readonly struct SubtractZip<T> : IZip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Subtract(a, b);
}

/// <summary><c>a · b</c>.</summary>
internal readonly struct MultiplyZip<T> : IZip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Multiply(a, b);
}

/// <summary><c>a / b</c>.</summary>
internal readonly struct DivideZip<T> : IZip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Divide(a, b);
}

/// <summary>The greater; NaN where either is NaN.</summary>
internal readonly struct MaximumZip<T> : IZip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Max(a, b);
}

/// <summary>One where <c>a &gt; b</c>, else zero.</summary>
internal readonly struct GreaterZip<T> : IZip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Select(TSimd.Greater(a, b), TSimd.Broadcast(T.One), default);
}

/// <summary>One where <c>a = b</c>, else zero.</summary>
internal readonly struct EqualZip<T> : IZip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Select(TSimd.Equal(a, b), TSimd.Broadcast(T.One), default);
}

/// <summary><c>b</c> where the gate a is above zero, else <c>below · b</c>.</summary>
internal readonly struct ReluBackwardZip<T>(T below) : IZip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Select(TSimd.Greater(a, default), b, TSimd.Multiply(TSimd.Broadcast(below), b));
}

/// <summary>A function with its operands exchanged.</summary>
internal readonly struct Swapped<T, TZip>(TZip zip) : IZip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TZip : struct, IZip<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        zip.Invoke<TVector, TSimd>(b, a);
}
