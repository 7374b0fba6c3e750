namespace Rationale.Randomness;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): turns one number into well-mixed state words, so that neighboring seeds give unrelated sequences.</summary>
internal static class SplitMix64
{
    public static ulong Next(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15UL);

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
