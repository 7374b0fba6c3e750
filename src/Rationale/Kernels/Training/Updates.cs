using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>An optimizer's step for some parameters: their new values, from their gradients and up to two numbers of state each.</summary>
internal interface IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers of state per parameter, 0 to 2.</summary>
    static abstract int States { get; }

    /// <summary>The new parameters; the state is updated.</summary>
    TVector Invoke<TVector, TSimd>(TVector theta, TVector g, ref TVector first, ref TVector second)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>;
}

/// <summary><c>θ -= η · g</c>.</summary>
internal readonly struct DescentUpdate<T>(T learningRate) : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector theta, TVector g, ref TVector first, ref TVector second)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.MultiplyAdd(TSimd.Broadcast(-learningRate), g, theta);
}

/// <summary><c>v = μ · v + g; θ -= η · v</c>.</summary>
internal readonly struct MomentumUpdate<T>(T learningRate, T momentum) : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector theta, TVector g, ref TVector first, ref TVector second)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        first = Subnormals.Flush<TVector, TSimd, T>(TSimd.MultiplyAdd(TSimd.Broadcast(momentum), first, g));
        return TSimd.MultiplyAdd(TSimd.Broadcast(-learningRate), first, theta);
    }
}

/// <summary>Adam (Kingma, Ba 2015) with decoupled decay (Loshchilov, Hutter 2019), which may be zero.</summary>
internal readonly struct AdamUpdate<T>(T stepSize, T rootCorrection, T beta1, T beta2, T epsilon, T decay) : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector theta, TVector g, ref TVector first, ref TVector second)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        first = Subnormals.Flush<TVector, TSimd, T>(TSimd.MultiplyAdd(TSimd.Subtract(g, first), TSimd.Broadcast(T.One - beta1), first));
        TVector square = TSimd.Multiply(TSimd.Multiply(g, g), TSimd.Broadcast(T.One - beta2));
        second = Subnormals.Flush<TVector, TSimd, T>(TSimd.MultiplyAdd(second, TSimd.Broadcast(beta2), square));
        TVector root = TSimd.MultiplyAdd(TSimd.Sqrt(second), TSimd.Broadcast(rootCorrection), TSimd.Broadcast(epsilon));
        TVector decayed = TSimd.Multiply(theta, TSimd.Broadcast(T.One - decay));
        return TSimd.MultiplyAdd(TSimd.Broadcast(-stepSize), TSimd.Divide(first, root), decayed);
    }
}

/// <summary>The loop over all parameters, at the width of this machine.</summary>
internal static unsafe class Updates
{
    /// <summary>Updates parameters and state in place; state that the update does not have is null.</summary>
    public static void Run<T, TUpdate>(T* theta, T* g, T* first, T* second, nint count, TUpdate update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Vector512<T>, Simd512<T>, T, TUpdate>(theta, g, first, second, count, update);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Vector256<T>, Simd256<T>, T, TUpdate>(theta, g, first, second, count, update);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Vector128<T>, Simd128<T>, T, TUpdate>(theta, g, first, second, count, update);
        }
        else
        {
            Run<T, SimdScalar<T>, T, TUpdate>(theta, g, first, second, count, update);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TSimd, T, TUpdate>(T* theta, T* g, T* first, T* second, nint count, TUpdate update)
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TUpdate : struct, IUpdate<T>
    {
        nint i = 0;
        for (; i + TSimd.Count <= count; i += TSimd.Count)
        {
            TVector one = TUpdate.States > 0 ? TSimd.Load(first + i) : default;
            TVector two = TUpdate.States > 1 ? TSimd.Load(second + i) : default;
            TSimd.Store(theta + i, update.Invoke<TVector, TSimd>(TSimd.Load(theta + i), TSimd.Load(g + i), ref one, ref two));
            if (TUpdate.States > 0)
            {
                TSimd.Store(first + i, one);
            }

            if (TUpdate.States > 1)
            {
                TSimd.Store(second + i, two);
            }
        }

        int rest = (int)(count - i);
        if (rest > 0)
        {
            TVector one = TUpdate.States > 0 ? TSimd.LoadPartial(first + i, rest) : default;
            TVector two = TUpdate.States > 1 ? TSimd.LoadPartial(second + i, rest) : default;
            TVector updated = update.Invoke<TVector, TSimd>(TSimd.LoadPartial(theta + i, rest), TSimd.LoadPartial(g + i, rest), ref one, ref two);
            TSimd.StorePartial(theta + i, updated, rest);
            if (TUpdate.States > 0)
            {
                TSimd.StorePartial(first + i, one, rest);
            }

            if (TUpdate.States > 1)
            {
                TSimd.StorePartial(second + i, two, rest);
            }
        }
    }
}
