using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>How a tile finds its left factor and its place in the product.</summary>
internal interface ILeftLayout
{
    /// <summary>Whether rows and segments come from tables.</summary>
    static abstract bool IsScattered { get; }
}

/// <summary>A matrix with two strides.</summary>
internal readonly struct DenseLayout : ILeftLayout
{
    public static bool IsScattered
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }
}

/// <summary>A matrix whose rows begin anywhere and consist of segments that are anywhere: the patches of an image, without a copy of them.</summary>
internal readonly struct ScatteredLayout : ILeftLayout
{
    public static bool IsScattered
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }
}
