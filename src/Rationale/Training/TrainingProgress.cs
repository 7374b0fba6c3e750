namespace Rationale.Training;

/// <summary>Where a training stands. Reports may arrive late: compare <see cref="Step"/>.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TrainingProgress
{
    /// <summary>The epoch in progress, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs asked for.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps made since the training began.</summary>
    public required long Step { get; init; }

    /// <summary>Share of the epoch that is done, 0 to 1; not a number where the length of the data is not known yet.</summary>
    public required double EpochFraction { get; init; }

    /// <summary>Share of the validation data that is measured, while the validation after an epoch runs; otherwise not a number. Who is told of it must not use the model in turn.</summary>
    public double ValidationFraction { get; init; } = double.NaN;

    /// <summary>
    /// Share of the work before the first step that is done, while a checkpoint is read from which the training continues or automatic coefficients are measured; otherwise not a number. Who is told of it
    /// must not use the model in turn.
    /// </summary>
    public double PreparationFraction { get; init; } = double.NaN;

    /// <summary>Share of a checkpoint that is written, while one is saved after an epoch or a cancellation; otherwise not a number.</summary>
    public double CheckpointFraction { get; init; } = double.NaN;

    /// <summary>Share of the best parameters that is read, while they are put back from a file at the end; otherwise not a number.</summary>
    public double RestorationFraction { get; init; } = double.NaN;

    /// <summary>The mean of each loss term over the steps of this epoch so far; empty before the first step.</summary>
    public required IReadOnlyDictionary<string, double> Losses { get; init; }

    /// <summary>What validation measured, at the end of an epoch; otherwise empty.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Time since the training began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Estimate of the time left; null where the length of the data is not known yet.</summary>
    public required TimeSpan? Remaining { get; init; }

    /// <summary>Examples trained on for each second, since the training began.</summary>
    public required double ExamplesPerSecond { get; init; }

    /// <summary>What is allowed but rarely meant, with what to do about it; the same in every report of a training, but for a divergence, which the last epoch shows.</summary>
    public IReadOnlyList<TrainingWarning> Warnings { get; init; } = [];

    /// <summary>Whether the epoch is complete: one report for each epoch says so.</summary>
    public required bool EpochEnded { get; init; }

    /// <summary>A line with epoch, figures, speed and the time left, or with what is done before the first step, after the last or for a checkpoint; and a line for each warning.</summary>
    public override string ToString()
    {
        var warnings = Warnings.Select(warning => $"Warning: {warning}");
        (string Work, double Fraction)[] works = [("Preparing", PreparationFraction), ("Saving a checkpoint", CheckpointFraction), ("Reading the best parameters", RestorationFraction)];
        if (works.FirstOrDefault(work => !double.IsNaN(work.Fraction)) is { Work: not null } current)
        {
            return string.Join("\n", warnings.Prepend($"{current.Work}: {TextTable.Percent(current.Fraction)}"));
        }

        var part = EpochEnded || !double.IsFinite(EpochFraction) ? "" : $" ({TextTable.Percent(EpochFraction)})";
        var left = Remaining is { TotalSeconds: > 0 } time ? $"; {FigureText.Time(time)} left" : "";
        var text = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"Epoch {Epoch} of {Epochs}{part}: {FigureText.Format(Losses, Metrics)}; {ExamplesPerSecond:0} examples/s{left}");
        return string.Join("\n", warnings.Prepend(text));
    }
}
