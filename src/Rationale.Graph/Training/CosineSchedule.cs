namespace Rationale.Training;

/// <summary>Lowers the rate along half a cosine; see <see cref="CosineScheduleAttribute"/>.</summary>
/// <param name="Epochs">Epochs until the end; 0 with <paramref name="Steps"/> 0 means those of the training.</param>
/// <param name="Steps">Steps until the end; 0 where epochs are counted.</param>
/// <param name="MinFactor">Share of the rate at the end, at least 0 and below 1.</param>
/// <param name="WarmUp">A warm-up; null for none.</param>
public sealed record CosineSchedule(int Epochs = 0, int Steps = 0, double MinFactor = 0, WarmUp? WarmUp = null) : LearningRateSchedule(WarmUp)
{
    /// <inheritdoc/>
    public override LearningRateSchedule For(int epochs) => Epochs == 0 && Steps == 0 ? this with { Epochs = epochs } : this;

    private protected override (int Epochs, int Steps) Length => (Epochs, Steps);

    private protected override IEnumerable<ScheduleFault> OwnFaults => MinFactor >= 0 && MinFactor < 1
        ? Spans.Faults(AttributeName, Epochs, Steps, required: false)
        : [.. Spans.Faults(AttributeName, Epochs, Steps, required: false), new ScheduleFault(AttributeName, nameof(MinFactor), MinFactor, "at least 0 and below 1")];

    private protected override string OwnDescription => $"along a cosine to × {Spans.Text(MinFactor)} over {(Epochs == 0 && Steps == 0 ? "all epochs" : Spans.Text(Epochs, Steps))}";

    private protected override double Shape(long step, int epoch)
    {
        // A training over a stream learns only after its first epoch how many steps it has: until then the end may have been passed.
        var share = Math.Min(1, Spans.Position(Epochs, step, epoch) / Math.Max(Epochs, Steps));
        return MinFactor + ((1 - MinFactor) * (1 + Math.Cos(Math.PI * share)) / 2);
    }
}
