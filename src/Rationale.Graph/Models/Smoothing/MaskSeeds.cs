namespace Rationale.Graph.Models;

/// <summary>Where each group stands in the cycle of masks. Whole-number arithmetic alone: a seed means the same table on every machine, for ever.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class MaskSeeds
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>One number for each group, each from 0 to <paramref name="quantization"/> − 1 (SplitMix64, Steele, Lea and Flood 2014).</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="quantization">q.</param>
    public static EquatableArray<int> Draw(int seed, int groups, int quantization)
    {
        var state = unchecked((ulong)seed);
        return new EquatableArray<int>(Enumerable.Range(0, groups).Select(_ =>
        {
            unchecked
            {
                var bits = Mix(state += Golden) >> 32;
                return (int)((bits * (ulong)quantization) >> 32);
            }
        }));
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
