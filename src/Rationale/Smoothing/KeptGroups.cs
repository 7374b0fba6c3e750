using Rationale.Graph.Models;
using Rationale.Randomness;

namespace Rationale.Smoothing;

/// <summary>Draws the groups that an example keeps while a model is trained, from seed, step and the example's place in the batch alone.</summary>
internal sealed class KeptGroups
{
    private readonly MaskSmoothing _smoothing;
    private readonly ulong _seed;

    /// <summary>Draws for a training.</summary>
    public KeptGroups(MaskSmoothing smoothing, int groups, ulong seed)
    {
        (_smoothing, Groups) = (smoothing, groups);
        _seed = SplitMix64.Mix(seed ^ 0x6D61736B73);
    }

    /// <summary>Number of groups.</summary>
    public int Groups { get; }

    /// <summary>Writes 1 for each group that is kept and 0 for the others.</summary>
    /// <param name="kept">A flag for each group.</param>
    /// <param name="step">Number of the step, from 0.</param>
    /// <param name="place">The example's place in the batch.</param>
    public void Draw(Span<byte> kept, ulong step, int place)
    {
        var state = SplitMix64.Mix(SplitMix64.Mix(_seed + step) + (ulong)place);
        switch (_smoothing.Training)
        {
            case MaskedTraining.Bernoulli:
                KeepEach(kept, ref state);
                break;
            case MaskedTraining.FixedCount:
                KeepSome(kept, ref state);
                break;
            default:
                kept.Fill(1);
                break;
        }
    }

    private void KeepEach(Span<byte> kept, ref ulong state)
    {
        for (var group = 0; group < kept.Length; group++)
        {
            kept[group] = Uniform(ref state) < _smoothing.Keep ? (byte)1 : (byte)0;
        }
    }

    /// <summary>Keeps round(nλ + u) groups, u from [−1, 1): one after another, each with the share of those still wanted among those still left.</summary>
    private void KeepSome(Span<byte> kept, ref ulong state)
    {
        var wanted = Math.Clamp((int)Math.Round((kept.Length * _smoothing.Keep) + (2 * Uniform(ref state)) - 1), 0, kept.Length);
        for (var group = 0; group < kept.Length; group++)
        {
            var keep = Uniform(ref state) * (kept.Length - group) < wanted;
            kept[group] = keep ? (byte)1 : (byte)0;
            wanted -= keep ? 1 : 0;
        }
    }

    private static double Uniform(ref ulong state) => (SplitMix64.Next(ref state) >> 11) * (1.0 / (1UL << 53));
}
