namespace Rationale.Samples.IrisCancer;

/// <summary>What the authors got on Iris-Cancer.</summary>
public static class PaperNumbers
{
    /// <summary>Random splits that the accuracies are means of.</summary>
    public const int Splits = 350;

    /// <summary>Random splits on which the authors looked for other explanations.</summary>
    public const int Runs = 50;

    /// <summary>Mean accuracies of the unconstrained network over 350 splits, flower in and out, from the authors' notebook.</summary>
    public static (double In, double Out) Unconstrained => (0.91550, 0.81126);

    /// <summary>How many of the four iris features are among the ten largest gradients, on average: unconstrained and annotated.</summary>
    public static (double Unconstrained, double Annotated) IrisInTopTen => (2.63079, 0.00192);

    /// <summary>Accuracy with the flower annotated, read off a figure to within 0.01: the same with the flower in and out.</summary>
    public const double Annotated = 0.92;

    /// <summary>Share of the flower in the explanation masks over seven rounds, means of 50 runs, from the authors' notebook.</summary>
    public static IReadOnlyList<double> IrisUsage { get; } = [0.3044, 0.1735, 0.1010, 0.0030, 0.0324, 0.0289, 0.0436];

    /// <summary>Test accuracy (flower out) over the same rounds, read off a figure to within 0.01.</summary>
    public static IReadOnlyList<double> AnotherExplanation { get; } = [0.80, 0.905, 0.918, 0.912, 0.927, 0.93, 0.912];

    /// <summary>Train accuracy over the same rounds, read off a figure to within 0.01.</summary>
    public static IReadOnlyList<double> AnotherExplanationTrain { get; } = [0.957, 0.936, 0.928, 0.918, 0.925, 0.930, 0.927];
}
