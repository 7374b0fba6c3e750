namespace Rationale.Samples.TwoMoons;

/// <summary>Test accuracies of the paper's figure, read off it (± 0.003) in the authors' last notebook; the paper has no controls.</summary>
public static class PaperNumbers
{
    private static readonly IReadOnlyDictionary<int, (double Plain, double Prior)> Figure = new Dictionary<int, (double, double)>
    {
        [50] = (0.77, 0.857),
        [100] = (0.75, 0.86),
        [200] = (0.665, 0.855),
        [500] = (0.60, 0.825),
        [1000] = (0.545, 0.777),
    };

    /// <summary>What the paper has for a variant; null where it has nothing.</summary>
    /// <param name="control">The variant.</param>
    /// <param name="nuisance">d.</param>
    public static double? TestAccuracy(Objectives.PriorControl control, int nuisance) => !Figure.TryGetValue(nuisance, out var point) ? null : control switch
    {
        Objectives.PriorControl.NoPrior => point.Plain,
        Objectives.PriorControl.TruePrior => point.Prior,
        _ => null,
    };
}
