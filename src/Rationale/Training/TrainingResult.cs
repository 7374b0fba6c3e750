using Rationale.Storage;

namespace Rationale.Training;

/// <summary>What a training did.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TrainingResult
{
    /// <summary>One record for each epoch.</summary>
    public required IReadOnlyList<HistoryRecord> History { get; init; }

    /// <summary>Steps made, those of a resumed training included.</summary>
    public required long Steps { get; init; }

    /// <summary>Time taken, without what was before a resume.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The weight of the explanation penalty, as set or as the ratio rule chose it; zero where there is none.</summary>
    public required double ExplanationWeight { get; init; }

    /// <summary>The coefficients of the objective by their keys, as declared, set or chosen; zero for those of a term that was left out.</summary>
    public required IReadOnlyDictionary<string, double> Coefficients { get; init; }

    /// <summary>The epoch, from 1, whose validation was best; zero without validation.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>What is allowed but rarely meant, with what to do about it.</summary>
    public IReadOnlyList<TrainingWarning> Warnings { get; init; } = [];

    /// <summary>Whether the training ended before its last epoch: because validation no longer got better, or a callback stopped it.</summary>
    public required bool StoppedEarly { get; init; }

    /// <summary>Where the steps ran, as the device names itself: <c>cpu</c>, <c>gpu cuda:0</c>. For a training that left it to an estimate, what was taken.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>A line with what was done and the figures of the last epoch, and a line for each warning.</summary>
    public override string ToString()
    {
        var text = $"{FigureText.Count(History.Count, "epoch")}, {FigureText.Count(Steps, "step")}, {FigureText.Time(Elapsed)}{(Device == "cpu" ? "" : $" on {Device}")}{(StoppedEarly ? ", stopped early" : "")}{(BestEpoch > 0 ? $", best epoch {BestEpoch}" : "")}";
        var last = History.Count == 0 ? "" : $"; last epoch: {FigureText.Format(History[^1].Losses, History[^1].Metrics)}";
        return string.Join("\n", Warnings.Select(warning => $"Warning: {warning}").Prepend(text + last));
    }
}
