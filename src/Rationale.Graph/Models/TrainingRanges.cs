namespace Rationale.Graph.Models;

/// <summary>The values that the settings of a training may have: one table for attributes, specifications made at run time, and options.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class TrainingRanges
{
    private const string CountRange = "at least 1";

    private static readonly (string Property, Func<TrainingDefaults, double> Value, Func<double, bool> Allows, string Expected)[] Table =
    [
        (nameof(TrainingDefaults.Epochs), training => training.Epochs, value => value >= 1, CountRange),
        (nameof(TrainingDefaults.BatchSize), training => training.BatchSize, value => value >= 1, CountRange),
        (nameof(TrainingDefaults.LearningRate), training => training.LearningRate, value => value > 0 && !double.IsInfinity(value), "a finite number above 0"),
        (nameof(TrainingDefaults.Momentum), training => training.Momentum, value => value >= 0 && value < 1, "at least 0 and below 1"),
        (nameof(TrainingDefaults.WeightDecay), training => training.WeightDecay, value => value >= 0 && !double.IsInfinity(value), "a finite number of 0 or more"),
        (nameof(TrainingDefaults.ClipNorm), training => training.ClipNorm, value => value >= 0 && !double.IsInfinity(value), "0 (off) or a finite number above"),
    ];

    /// <summary>Every value that is out of its range.</summary>
    public static IEnumerable<RangeFault> Faults(TrainingDefaults training) =>
        from row in Table
        let value = row.Value(training)
        where !row.Allows(value)
        select new RangeFault(row.Property, value, row.Expected);
}
