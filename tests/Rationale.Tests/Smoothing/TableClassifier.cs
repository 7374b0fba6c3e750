using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Smoothing;

namespace Rationale.Tests.Smoothing;

/// <summary>A base model given by a table: any class for any set of groups that is left. Smoothed by the definition, version by version.</summary>
internal sealed class TableClassifier(int groups, int classes, int quantization, int kept, RandomSource random)
{
    private readonly int[] _classOf = [.. Enumerable.Range(0, 1 << groups).Select(_ => random.NextInt32(classes))];

    public int[] Seeds { get; set; } = [.. Enumerable.Range(0, groups).Select(_ => random.NextInt32(quantization))];

    public int Groups => groups;

    public int Kept => kept;

    public int BaseClass(int mask) => _classOf[mask];

    public VoteCounts Vote(int mask)
    {
        var counts = new long[classes];
        for (var version = 0; version < quantization; version++)
        {
            var left = 0;
            for (var group = 0; group < groups; group++)
            {
                left |= (Seeds[group] + version) % quantization < kept ? 1 << group : 0;
            }

            counts[_classOf[mask & left]]++;
        }

        return new VoteCounts(counts, quantization, kept);
    }

    /// <summary>A table that leans to one class, so that radii above zero are not rare.</summary>
    public TableClassifier Leaning(int percent)
    {
        for (var mask = 0; mask < _classOf.Length; mask++)
        {
            _classOf[mask] = random.NextInt32(100) < percent ? classes - 1 : _classOf[mask];
        }

        return this;
    }

    public MaskSmoothing Smoothing => new(
        (double)kept / quantization, quantization, new EquatableArray<int>(Seeds), new SingleFeatures(), 0, SmoothedOutput.Votes, BaseOutput.Logits, MaskedTraining.None);
}
