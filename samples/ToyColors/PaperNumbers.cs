namespace Rationale.Samples.ToyColors;

/// <summary>What the authors got on toy colors: test accuracies from their notebooks.</summary>
public static class PaperNumbers
{
    /// <summary>No penalty.</summary>
    public const double Unconstrained = 0.99980;

    /// <summary>The top-middle pixels forbidden, weight 1000.</summary>
    public const double AgainstTopMiddle = 1.0;

    /// <summary>The corners forbidden, weight 1000.</summary>
    public const double AgainstCorners = 1.0;

    /// <summary>Both rules forbidden, weight 1,000,000: no rule is left.</summary>
    public const double AgainstBoth = 0.53655;

    /// <summary>Another explanation: the first round at weight 1000, the second at 1,000,000.</summary>
    public static IReadOnlyList<double> AnotherExplanation { get; } = [0.99980, 0.99145, 0.54415];

    /// <summary>Accuracies by the number of training rows (10, 116, 1077, 10000) without annotation, recomputed from the authors' stored networks.</summary>
    public static IReadOnlyList<(int Rows, double Test)> DataUnconstrained { get; } = [(10, 0.506), (116, 0.560), (1077, 0.757), (10000, 0.994)];

    /// <summary>The same with everything but the corners forbidden.</summary>
    public static IReadOnlyList<(int Rows, double Test)> DataProCorners { get; } = [(10, 0.761), (116, 0.959), (1077, 0.967), (10000, 1.000)];

    /// <summary>
    /// How many times the data an unannotated network needs for the accuracy that an annotated one has, from the authors' notebook; below 1 the annotation
    /// hurts.
    /// </summary>
    public static IReadOnlyList<(string Annotation, double Accuracy, double Factor)> DataFactors { get; } =
    [
        ("top-middle forbidden", 0.80, 3.05), ("top-middle forbidden", 0.90, 1.95), ("top-middle forbidden", 0.95, 1.95), ("top-middle forbidden", 0.99, 3.05),
        ("all but corners forbidden", 0.80, 70.79), ("all but corners forbidden", 0.90, 28.62), ("all but corners forbidden", 0.95, 28.54), ("all but corners forbidden", 0.99, 5.95),
        ("all but top-middle forbidden", 0.90, 1.56), ("all but top-middle forbidden", 0.95, 2.44), ("all but top-middle forbidden", 0.97, 1.95),
        ("corners forbidden", 0.70, 0.33), ("corners forbidden", 0.80, 0.64), ("corners forbidden", 0.90, 0.64),
    ];

    /// <summary>Annotated rows from which the top-middle rule has most of the explanation, recomputed from the authors' stored networks.</summary>
    public const int AnnotatedExamplesNeeded = 339;
}
