using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>Numbers that choose an element, checked before they are used.</summary>
internal interface IIndices<TIndex>
{
    /// <summary>The index at a place.</summary>
    /// <exception cref="ArgumentException">It is not from 0 to <paramref name="count"/> - 1.</exception>
    static abstract int At(ReadOnlySpan<TIndex> indices, int place, int count);
}

/// <summary>Integers.</summary>
internal readonly struct IntegerIndices : IIndices<int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(ReadOnlySpan<int> indices, int place, int count)
    {
        int index = indices[place];
        if ((uint)index >= (uint)count)
        {
            Throw(place, index, count);
        }

        return index;
    }

    [DoesNotReturn]
    internal static void Throw(int place, object index, int count) => throw new ArgumentException(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Index {place} is {index}; with {count} to choose from it must be an integer from 0 to {count - 1}."), "indices");
}

/// <summary>Real values that are integers.</summary>
internal readonly struct FloatIndices<T> : IIndices<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(ReadOnlySpan<T> indices, int place, int count)
    {
        // What is not a number becomes 0, which it does not equal.
        int index = int.CreateSaturating(indices[place]);
        if ((uint)index >= (uint)count || T.CreateTruncating(index) != indices[place])
        {
            IntegerIndices.Throw(place, indices[place], count);
        }

        return index;
    }
}
