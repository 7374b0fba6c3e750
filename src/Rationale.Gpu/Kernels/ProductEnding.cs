using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>What an element of a product ends with before it is written.</summary>
internal static class ProductEnding
{
    /// <summary>Nothing.</summary>
    public const int Plain = 0;

    /// <summary>It is added to what is there.</summary>
    public const int Accumulating = 1;

    /// <summary>A bias for each column.</summary>
    public const int Bias = 2;

    /// <summary>A bias for each column, then what is below zero becomes zero; what is not a number stays that.</summary>
    public const int BiasRelu = 3;

    /// <summary>A gate of the result's shape.</summary>
    public const int Gate = 4;

    /// <summary>The element to write.</summary>
    /// <param name="ending">What it ends with.</param>
    /// <param name="sum">The sum of its terms.</param>
    /// <param name="extra">The bias or the gate; anything where there is none.</param>
    /// <param name="c">The result.</param>
    /// <param name="at">Its index.</param>
    /// <param name="column">Its column.</param>
    /// <param name="below">For a gate: the factor at and below zero.</param>
    public static T Of<T>(int ending, T sum, ArrayView<T> extra, ArrayView<T> c, int at, int column, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (ending == Accumulating)
        {
            return c[at] + sum;
        }

        if (ending == Gate)
        {
            return (extra[at] > T.Zero ? T.One : below) * sum;
        }

        if (ending != Plain)
        {
            sum += extra[column];
            sum = ending == BiasRelu && sum < T.Zero ? T.Zero : sum;
        }

        return sum;
    }
}
