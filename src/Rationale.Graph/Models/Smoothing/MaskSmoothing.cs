namespace Rationale.Graph.Models;

/// <summary>
/// How a classifier is smoothed: it votes over q masked versions of an example. Mask j keeps group i where (seed_i + j) mod q is below λq, so each group
/// is kept in exactly λq of the q masks (Xue et al. 2023, section 3; the construction is Levine and Feizi's of 2021).
/// </summary>
/// <param name="Keep">λ, a multiple of 1/q.</param>
/// <param name="Quantization">q.</param>
/// <param name="Seeds">For each group an integer from 0 to q − 1. Certificates hold for these seeds and no others.</param>
/// <param name="Groups">Which features are kept together.</param>
/// <param name="Replacement">What stands in place of what is not kept.</param>
/// <param name="Output">What each version contributes.</param>
/// <param name="Base">What the layers give.</param>
/// <param name="Training">How examples are masked in training.</param>
/// <param name="FeatureReplacements">A number for each feature in place of <paramref name="Replacement"/>, such as the mean of the data; empty for none.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record MaskSmoothing(
    double Keep,
    int Quantization,
    EquatableArray<int> Seeds,
    Grouping Groups,
    double Replacement,
    SmoothedOutput Output,
    BaseOutput Base,
    MaskedTraining Training,
    EquatableArray<float> FeatureReplacements = default)
{
    /// <summary>Name of the input whose features are masked; the others stay whole in every version, and are no part of an explanation.</summary>
    /// <value>The default is null, the first input, which is the only one of most models.</value>
    public string? Input { get; init; }

    /// <summary>Fewest votes.</summary>
    public const int MinQuantization = 2;

    /// <summary>Most votes.</summary>
    public const int MaxQuantization = 1 << 16;

    /// <summary>Most groups of a declared model, whose seeds are written into its code.</summary>
    public const int MaxGroups = 1 << 16;

    /// <summary>λq, the number of masks in which each group is kept: by how many votes one changed group can change a count.</summary>
    public int Kept => (int)Math.Round(Keep * Quantization);

    /// <summary>Whether a mask keeps a group.</summary>
    /// <param name="mask">j, from 0 to q − 1.</param>
    /// <param name="group">The group.</param>
    public bool Keeps(int mask, int group) => (Seeds[group] + mask) % Quantization < Kept;

    /// <summary>What stands in place of each feature.</summary>
    /// <param name="features">Number of features.</param>
    public float[] Replacements(int features) => FeatureReplacements.Count > 0 ? [.. FeatureReplacements] : [.. Enumerable.Repeat((float)Replacement, features)];

    /// <summary>A smoothing with seeds drawn from one number.</summary>
    /// <param name="inputShape">Shape of an example.</param>
    /// <param name="keep">λ.</param>
    /// <param name="quantization">q.</param>
    /// <param name="groups">Which features are kept together; null for each by itself.</param>
    /// <param name="seed">Any number; the same one gives the same seeds on every machine.</param>
    /// <exception cref="ShapeException">The groups do not fit the shape.</exception>
    public static MaskSmoothing Create(EquatableArray<int> inputShape, double keep, int quantization = 64, Grouping? groups = null, int seed = 1234)
    {
        var grouping = groups ?? new SingleFeatures();
        return new MaskSmoothing(
            keep, quantization, MaskSeeds.Draw(seed, grouping.Count(inputShape), quantization), grouping, 0, SmoothedOutput.Votes, BaseOutput.Logits, MaskedTraining.FixedCount);
    }

    /// <summary>Whether λq is an integer from 1 to q, up to rounding.</summary>
    public static bool IsMultiple(double keep, int quantization) =>
        keep > 0 && keep <= 1 && Math.Abs((keep * quantization) - Math.Round(keep * quantization)) < 1e-9 && Math.Round(keep * quantization) >= 1;

    /// <summary>The values of λ that work, below and above one that does not; the same twice at the ends.</summary>
    public static (double Below, double Above) Nearest(double keep, int quantization)
    {
        var below = Math.Min(quantization, Math.Max(1, Math.Floor(keep * quantization)));
        var above = Math.Min(quantization, Math.Max(1, Math.Ceiling(keep * quantization)));
        return (below / quantization, above / quantization);
    }
}
