using Rationale.Data;

namespace Rationale.Samples.DecoyDigits;

/// <summary>Test images for the page.</summary>
public static class DecoyExamples
{
    /// <summary>The first test image of each digit: not chosen by what the networks say about it.</summary>
    /// <param name="sets">The digits.</param>
    /// <param name="before">The unconstrained network.</param>
    /// <param name="after">The constrained network.</param>
    /// <param name="seed">Seed of the shades that explanations start from.</param>
    public static IReadOnlyList<DecoyPage.Example> FirstOfEachDigit(DecoySets sets, IModel before, IModel after, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var labels = sets.Test.Labels.ToArray();
        var some = sets.Test.Select([.. labels.Distinct().Order().Select(label => Array.IndexOf(labels, label))]);
        var (unconstrained, constrained) = (Explain(before, some, sets.Test, seed), Explain(after, some, sets.Test, seed));
        return [.. Enumerable.Range(0, some.Count).Select(row => new DecoyPage.Example(
            some.Labels.Span[row], some.Features.Row(row), some.AnnotationMask!.Row(row), unconstrained[row], constrained[row]))];
    }

    private static IReadOnlyList<DecoyPage.Explanation> Explain(IModel model, Dataset images, Dataset test, ulong seed)
    {
        var (attributions, byShade) = (DecoyReading.Attribute(model, images, test, seed), DecoyReading.ByShade(model, images));
        return [.. Enumerable.Range(0, images.Count).Select(row => new DecoyPage.Explanation(attributions.Classes[row], attributions.Scores.Row(row), byShade[row]))];
    }
}
