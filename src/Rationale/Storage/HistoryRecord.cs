using Rationale.Training;

namespace Rationale.Storage;

/// <summary>One line of a training's history.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record HistoryRecord
{
    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; init; }

    /// <summary>Steps made since the training began.</summary>
    public long Step { get; init; }

    /// <summary>Seconds since the training began.</summary>
    public double Seconds { get; init; }

    /// <summary>The mean of each loss term over the epoch, by name.</summary>
    public IReadOnlyDictionary<string, double> Losses { get; init; } = new Dictionary<string, double>();

    /// <summary>What validation measured, by name.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>A line with the epoch and its figures.</summary>
    public override string ToString() => $"Epoch {Epoch}, step {Step}, {FigureText.Time(TimeSpan.FromSeconds(double.IsFinite(Seconds) ? Seconds : 0))}: {FigureText.Format(Losses, Metrics)}";
}
