using System.Numerics;
using Rationale.Randomness;

namespace Rationale.Objectives;

/// <summary>
/// A random order of n items of which any place can be asked for alone, without the order being stored: six rounds of a Feistel network over the bits of n, followed until the result is
/// below n (Black and Rogaway 2002). Different places give different items.
/// </summary>
internal readonly struct KeyedPermutation
{
    private const int Rounds = 6;

    /// <summary>Halves of fewer bits are scrambled too little: there are too few functions of them.</summary>
    private const int MinBits = 4;
    private readonly ulong _key;
    private readonly uint _count;
    private readonly int _half;

    /// <summary>An order.</summary>
    /// <param name="count">n, at least 1.</param>
    /// <param name="key">Which of the orders.</param>
    public KeyedPermutation(int count, ulong key)
    {
        (_count, _key) = ((uint)count, key);
        _half = Math.Max(MinBits, (BitOperations.Log2((uint)Math.Max(1, count - 1)) + 2) / 2);
    }

    /// <summary>The item at a place, both from 0 to n − 1.</summary>
    public int this[int place]
    {
        get
        {
            var value = (uint)place;
            do
            {
                value = Scramble(value);
            }
            while (value >= _count);
            return (int)value;
        }
    }

    private uint Scramble(uint value)
    {
        var mask = (1u << _half) - 1;
        var (left, right) = (value >> _half, value & mask);
        for (var round = 0; round < Rounds; round++)
        {
            (left, right) = (right, left ^ ((uint)SplitMix64.Mix(_key + (((ulong)round << 32) | right)) & mask));
        }

        return (left << _half) | right;
    }
}
