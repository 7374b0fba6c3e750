using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>Checks of arguments: a comparison when all is well, a sentence when it is not.</summary>
internal static class Require
{
    /// <summary>Throws unless <paramref name="actual"/> elements hold the <paramref name="needed"/> ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length(int actual, long needed, string name)
    {
        if (actual < needed)
        {
            ThrowLength(actual, needed, name);
        }
    }

    /// <summary>Throws unless two spans have the same length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            ThrowSameLength(actual, expected, name);
        }
    }

    /// <summary>Throws if a dimension is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Dimensions(int first, int second, int third = 0)
    {
        if ((first | second | third) < 0)
        {
            ThrowDimensions(first, second, third);
        }
    }

    /// <summary>The value, which must be above zero.</summary>
    public static int Positive(int value, string name) =>
        value > 0 ? value : throw new ArgumentException($"'{name}' is {value}; it must be at least 1.", name);

    /// <summary>The value, which must not be below zero.</summary>
    public static int NotNegative(int value, string name) =>
        value >= 0 ? value : throw new ArgumentException($"'{name}' is {value}; it must be at least 0.", name);

    [DoesNotReturn]
    private static void ThrowLength(int actual, long needed, string name) =>
        throw new ArgumentException($"'{name}' holds {actual} elements, but these dimensions need at least {needed}.", name);

    [DoesNotReturn]
    private static void ThrowSameLength(int actual, int expected, string name) =>
        throw new ArgumentException($"'{name}' holds {actual} elements, but the operand beside it holds {expected}; they must be equal.", name);

    [DoesNotReturn]
    private static void ThrowDimensions(int first, int second, int third) =>
        throw new ArgumentException($"The dimensions {first}, {second}, {third} must not be negative.");
}
