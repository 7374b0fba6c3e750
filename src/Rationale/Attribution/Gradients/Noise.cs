using Rationale.Randomness;

namespace Rationale.Attribution;

/// <summary>Normal noise on an example.</summary>
internal static class Noise
{
    public static void Add(ReadOnlySpan<float> row, double deviation, RandomSource random, Span<float> noisy)
    {
        row.CopyTo(noisy);
        if (deviation > 0)
        {
            for (var i = 0; i < noisy.Length; i++)
            {
                noisy[i] = (float)(noisy[i] + (deviation * random.NextNormal()));
            }
        }
    }
}
