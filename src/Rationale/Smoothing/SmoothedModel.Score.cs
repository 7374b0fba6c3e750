using Rationale.Attribution;

namespace Rationale.Smoothing;

/// <content>Explaining the smoothed classifier itself.</content>
public sealed partial class SmoothedModel
{
    /// <summary>
    /// What the versions of an example score on average, for methods of attribution: explanations of the classifier that is certified. The authors' code explains another
    /// network, trained without masks. Attribute <see cref="TargetOutput.Probability"/>; or <see cref="TargetOutput.Logit"/>, the output itself, where the base model gives probabilities already.
    /// </summary>
    /// <param name="versions">Versions to average over, spread evenly over all q, which costs as many passes for each sample of a method; zero for all.</param>
    /// <exception cref="ArgumentException">q is no multiple of the number of versions.</exception>
    public MaskedMeanScore Score(int versions = 0)
    {
        var all = Smoothing.Quantization;
        if (versions < 0 || (versions > 0 && all % versions != 0))
        {
            throw new ArgumentException($"{versions} versions were asked for, but there are {all}; take all of them with 0, or a number that divides {all}.", nameof(versions));
        }

        var step = versions == 0 ? 1 : all / versions;

        // What is not masked is one more group, which every version keeps.
        var groups = FeatureGroups.FromAssignment([.. GroupOfValue.Select(group => group < 0 ? Groups : group)]);
        return new MaskedMeanScore(
            new ModelScore(_model),
            groups,
            [.. Enumerable.Range(0, all / step).Select(version => Enumerable.Range(0, groups.Count).Select(group => group == Groups || Keeps(version * step, group)).ToArray())],
            Baseline.Prepared(Replacements));
    }
}
