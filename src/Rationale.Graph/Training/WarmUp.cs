namespace Rationale.Training;

/// <summary>A linear warm-up: <c>StartFactor + (1 − StartFactor) min(1, t / length)</c>, where t counts from 0; see <see cref="WarmUpAttribute"/>.</summary>
/// <param name="Epochs">Epochs until the rate is the whole one; 0 where steps are counted.</param>
/// <param name="Steps">Steps until the rate is the whole one; 0 where epochs are counted.</param>
/// <param name="StartFactor">Share of the rate at the first step, above 0 and below 1.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record WarmUp(int Epochs = 0, int Steps = 0, double StartFactor = 0.01)
{
    internal double FactorAt(long step, int epoch) =>
        StartFactor + ((1 - StartFactor) * Math.Min(1, Spans.Position(Epochs, step, epoch) / Math.Max(Epochs, Steps)));

    internal IEnumerable<ScheduleFault> Faults => StartFactor > 0 && StartFactor < 1
        ? Spans.Faults(nameof(WarmUp), Epochs, Steps, required: true)
        : [.. Spans.Faults(nameof(WarmUp), Epochs, Steps, required: true), new ScheduleFault(nameof(WarmUp), nameof(StartFactor), StartFactor, "above 0 and below 1")];

    internal string Description => $"linear warm-up from × {Spans.Text(StartFactor)} over {Spans.Text(Epochs, Steps)}";
}
