namespace Rationale.Samples.DecoyDigits;

/// <summary>Test images for the page.</summary>
public static class DecoyExamples
{
    /// <summary>The first test image of each digit: not chosen by what the networks say about it.</summary>
    /// <param name="sets">The digits.</param>
    /// <param name="before">The unconstrained network.</param>
    /// <param name="after">The constrained network.</param>
    public static IEnumerable<DecoyPage.Example> FirstOfEachDigit(DecoySets sets, DecoyDigitsModel before, DecoyDigitsModel after)
    {
        var labels = sets.Test.Labels.ToArray();
        return labels.Distinct().Order().Select(label =>
        {
            var row = Array.IndexOf(labels, label);
            var decoy = sets.Test.Features.Row(row);
            return new DecoyPage.Example(label, sets.Plain.Features.Row(row), decoy, sets.Test.AnnotationMask!.Row(row), Explain(before, decoy), Explain(after, decoy));
        });
    }

    private static DecoyPage.Explanation Explain(DecoyDigitsModel model, float[] image)
    {
        var explanation = model.Explain(image);
        return new DecoyPage.Explanation(explanation.Prediction!.Class, explanation.Values.ToArray());
    }
}
