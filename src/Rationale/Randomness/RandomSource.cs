using System.Numerics;
using System.Text;

namespace Rationale.Randomness;

/// <summary>
/// A small, fast generator (xoshiro256**, Blackman and Vigna 2018, seeded by SplitMix64) whose numbers are the same on every operating system.
/// Its whole state is four words (<see cref="State"/>): nothing is cached between calls. Not for secrets; not safe for concurrent use:
/// give each thread its own <see cref="Fork(ulong)"/>.
/// </summary>
public sealed class RandomSource
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">Any number; equal seeds give equal sequences.</param>
    public RandomSource(ulong seed)
    {
        _s0 = SplitMix64.Next(ref seed);
        _s1 = SplitMix64.Next(ref seed);
        _s2 = SplitMix64.Next(ref seed);
        _s3 = SplitMix64.Next(ref seed);
    }

    /// <summary>Continues a stored sequence.</summary>
    /// <param name="state">What <see cref="State"/> gave.</param>
    /// <exception cref="ArgumentException">The state is all zeros, which no generator can have.</exception>
    public RandomSource(RandomState state) => State = state;

    /// <summary>The place in the sequence; set it to continue from there.</summary>
    /// <exception cref="ArgumentException">The state set is all zeros.</exception>
    public RandomState State
    {
        get => new(_s0, _s1, _s2, _s3);
        set
        {
            if (!value.IsValid)
            {
                throw new ArgumentException("A random state of four zeros was given, but the generator cannot leave it; restore one that was saved.");
            }

            (_s0, _s1, _s2, _s3) = value;
        }
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number from [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from [0, 1), a multiple of 2^-24.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1.0f / (1U << 24));

    /// <summary>An integer from 0 to <paramref name="exclusiveMax"/> - 1, each equally likely (Lemire 2019).</summary>
    /// <param name="exclusiveMax">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is below 1.</exception>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        var bound = (uint)exclusiveMax;
        var product = (NextUInt64() >> 32) * bound;
        if ((uint)product < bound)
        {
            // The few low values that would make some results likelier are drawn again.
            var threshold = (0 - bound) % bound;
            while ((uint)product < threshold)
            {
                product = (NextUInt64() >> 32) * bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A number from the normal distribution with mean 0 and variance 1 (Marsaglia's polar method; the second number of each pair is dropped, so no state hides).</summary>
    public double NextNormal()
    {
        while (true)
        {
            var u = 2 * NextDouble() - 1;
            var v = 2 * NextDouble() - 1;
            var square = u * u + v * v;
            if (square is > 0 and < 1)
            {
                return u * Math.Sqrt(-2 * PortableMath.Log(square) / square);
            }
        }
    }

    /// <summary>Reorders the items, every order equally likely (Fisher and Yates).</summary>
    /// <param name="items">Reordered in place.</param>
    public void Shuffle(Span<int> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt32(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>An independent sequence, decided by this generator's present state and the number. This generator does not move.</summary>
    /// <param name="stream">Which of the 2^64 sequences.</param>
    public RandomSource Fork(ulong stream)
    {
        var seed = SplitMix64.Mix(stream + 0xD1B54A32D192ED03UL);
        foreach (var word in (ReadOnlySpan<ulong>)[_s0, _s1, _s2, _s3])
        {
            seed = SplitMix64.Mix(seed ^ word) + word;
        }

        return new RandomSource(seed);
    }

    /// <summary>An independent sequence, decided by this generator's present state and the name ("order", "dropout", …). This generator does not move.</summary>
    /// <param name="stream">The name; case matters.</param>
    public RandomSource Fork(string stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var hash = 0xCBF29CE484222325UL;
        foreach (var letter in Encoding.UTF8.GetBytes(stream))
        {
            hash = (hash ^ letter) * 0x100000001B3UL;
        }

        return Fork(hash);
    }
}
