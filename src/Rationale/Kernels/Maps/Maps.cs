using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary><c>x²</c>.</summary>
internal readonly struct SquareMap<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Multiply(x, x);
}

/// <summary><c>√x</c>.</summary>
internal readonly struct SqrtMap<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Sqrt(x);
}

/// <summary><c>|x|</c>.</summary>
internal readonly struct AbsMap<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Abs(x);
}

/// <summary>-1, 0 or 1; NaN stays NaN.</summary>
internal readonly struct SignMap<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector one = TSimd.Broadcast(T.One);
        TVector magnitude = TSimd.Select(TSimd.Greater(default, x), TSimd.Negate(one), x);
        return TSimd.Select(TSimd.Greater(x, default), one, magnitude);
    }
}

/// <summary><c>1 / x</c>.</summary>
internal readonly struct ReciprocalMap<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Divide(TSimd.Broadcast(T.One), x);
}

/// <summary><c>max(x, 0)</c>; NaN stays NaN.</summary>
internal readonly struct ReluMap<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.MaxNative(default, x);
}

/// <summary><c>1 / (1 + e⁻ˣ)</c>: an exponential that overflows gives the right limit.</summary>
internal readonly struct SigmoidMap<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector one = TSimd.Broadcast(T.One);
        return TSimd.Divide(one, TSimd.Add(one, TSimd.Exp(TSimd.Negate(x))));
    }
}

/// <summary><c>log(1 + eˣ) = max(x, 0) + log(1 + e⁻|ˣ|)</c>.</summary>
internal readonly struct SoftplusMap<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        // log(1 + e) loses what 1 + e rounds away; e / ((1 + e) - 1) gives it back (Kahan), down to where 1 + e is 1 and the logarithm is e.
        TVector one = TSimd.Broadcast(T.One);
        TVector e = TSimd.Exp(TSimd.Negate(TSimd.Abs(x)));
        TVector sum = TSimd.Add(one, e);
        TVector rounded = TSimd.Subtract(sum, one);
        TVector log = TSimd.Select(TSimd.Equal(rounded, default), e, TSimd.Divide(TSimd.Multiply(TSimd.Log(sum), e), rounded));
        return TSimd.Add(TSimd.MaxNative(default, x), log);
    }
}

/// <summary><c>scale · x + shift</c>.</summary>
internal readonly struct AffineMap<T>(T scale, T shift) : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.MultiplyAdd(TSimd.Broadcast(scale), x, TSimd.Broadcast(shift));
}

/// <summary><c>scale · x</c>.</summary>
internal readonly struct ScaleMap<T>(T scale) : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Multiply(TSimd.Broadcast(scale), x);
}

/// <summary>One above zero, else <c>below</c>.</summary>
internal readonly struct HeavisideMap<T>(T below) : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Select(TSimd.Greater(x, default), TSimd.Broadcast(T.One), TSimd.Broadcast(below));
}
