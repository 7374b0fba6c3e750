using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>Random masks for dropout. Generated code calls this.</summary>
/// <remarks>
/// An element's value is a hash of seed, step, site and its place in the whole batch, nothing else: it does not matter which worker asks, for which rows, or
/// how often. Two neighbors share one output of SplitMix64 (Steele, Lea, Flood 2014), started at a hashed key; a half of 32 bits is compared with the rate.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutKernels
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Writes 0 with probability <paramref name="rate"/>, else <c>1 / (1 - rate)</c>.</summary>
    /// <param name="y">[rows, width].</param>
    /// <param name="seed">The training's seed.</param>
    /// <param name="step">The training's step.</param>
    /// <param name="site">Which dropout layer of the model.</param>
    /// <param name="firstRow">The place of the first row in the whole batch.</param>
    /// <param name="examples">Rows to write.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="rate">From 0, keep all, to below 1.</param>
    /// <exception cref="ArgumentException"><paramref name="y"/> is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to below 1, or the first row is negative.</exception>
    public static void Fill<T>(Span<T> y, ulong seed, ulong step, int site, long firstRow, int examples, int width, double rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(examples, width);
        Require.Length(y.Length, (long)examples * width, nameof(y));
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, $"The dropout rate is {rate}; it must be at least 0 and below 1.");
        }

        ulong key = Mix(Mix(Mix(seed + Golden) + step + Golden) + (uint)site + Golden);
        uint threshold = (uint)Math.Min(Math.Round(rate * 4294967296.0), uint.MaxValue);
        T kept = T.CreateChecked(1 / (1 - rate));
        ulong index = (ulong)firstRow * (ulong)width;
        int i = 0, count = examples * width;

        // A tile may begin in the middle of a pair.
        if (count > 0 && (index & 1) != 0)
        {
            y[i++] = Mix(key + ((index++ >> 1) * Golden)) >> 32 < threshold ? T.Zero : kept;
        }

        if (Vector512.IsHardwareAccelerated && typeof(T) == typeof(float))
        {
            int whole = Sixteens(MemoryMarshal.Cast<T, float>(y[i..count]), key, index >> 1, threshold, float.CreateTruncating(kept));
            i += whole;
            index += (ulong)whole;
        }

        for (; i + 1 < count; i += 2, index += 2)
        {
            ulong bits = Mix(key + ((index >> 1) * Golden));
            y[i] = (uint)bits < threshold ? T.Zero : kept;
            y[i + 1] = bits >> 32 < threshold ? T.Zero : kept;
        }

        if (i < count)
        {
            y[i] = (uint)Mix(key + ((index >> 1) * Golden)) < threshold ? T.Zero : kept;
        }
    }

    // Eight hashes are sixteen elements, in the order of the plain loop: the low half of a hash comes first.
    private static int Sixteens(Span<float> y, ulong key, ulong pair, uint threshold, float kept)
    {
        Vector512<ulong> state = Vector512.Create(key + (pair * Golden)) + (Vector512<ulong>.Indices * Vector512.Create(Golden));
        var limit = Vector512.Create(threshold);
        var value = Vector512.Create(kept);
        int i = 0;
        for (; i + 16 <= y.Length; i += 16)
        {
            Vector512<ulong> z = (state ^ (state >>> 30)) * Vector512.Create(0xBF58476D1CE4E5B9);
            z = (z ^ (z >>> 27)) * Vector512.Create(0x94D049BB133111EB);
            z ^= z >>> 31;
            var mask = Vector512.ConditionalSelect(Vector512.LessThan(z.AsUInt32(), limit).AsSingle(), default, value);
            mask.CopyTo(y[i..]);
            state += Vector512.Create(unchecked(8 * Golden));
        }

        return i;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
