using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>What happens to a vector of the product before it is stored.</summary>
internal unsafe interface IEpilogue
{
    /// <summary>Whether a second operand is read at the element that is written: <c>bias[column]</c> or <c>gate[row, column]</c>.</summary>
    static abstract bool HasSide { get; }

    /// <summary>Whether the second operand has a row for each row of the product.</summary>
    static abstract bool SideHasRows { get; }

    /// <summary>The value to store, from the product and the second operand.</summary>
    static abstract TVector Finish<TVector, TSimd, T>(TVector product, TVector side, TVector below)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>;
}

/// <summary>Stores the product.</summary>
internal readonly struct StoreProduct : IEpilogue
{
    public static bool HasSide => false;

    public static bool SideHasRows => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Finish<TVector, TSimd, T>(TVector product, TVector side, TVector below)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T> => product;
}

/// <summary>Adds the bias of the column.</summary>
internal readonly struct AddBias : IEpilogue
{
    public static bool HasSide => true;

    public static bool SideHasRows => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Finish<TVector, TSimd, T>(TVector product, TVector side, TVector below)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T> => TSimd.Add(product, side);
}

/// <summary>Adds the bias of the column and cuts off below zero.</summary>
internal readonly struct AddBiasRelu : IEpilogue
{
    public static bool HasSide => true;

    public static bool SideHasRows => false;

    // Zero stands first, so that NaN passes through: a diverged training must be seen.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Finish<TVector, TSimd, T>(TVector product, TVector side, TVector below)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T> => TSimd.MaxNative(default, TSimd.Add(product, side));
}

/// <summary>Multiplies by the slope of a (leaky) rectifier whose input, or output, is the second operand.</summary>
internal readonly struct MultiplyReluBackward : IEpilogue
{
    public static bool HasSide => true;

    public static bool SideHasRows => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Finish<TVector, TSimd, T>(TVector product, TVector side, TVector below)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Select(TSimd.Greater(side, default), product, TSimd.Multiply(product, below));
}
