namespace Rationale.Training;

/// <summary>Multiplies the rate after every so many epochs or steps; see <see cref="StepScheduleAttribute"/>.</summary>
/// <param name="Epochs">Epochs between two changes; 0 where steps are counted.</param>
/// <param name="Steps">Steps between two changes; 0 where epochs are counted.</param>
/// <param name="Factor">What the rate is multiplied by, above 0 and below 1.</param>
/// <param name="WarmUp">A warm-up; null for none.</param>
public sealed record StepSchedule(int Epochs = 0, int Steps = 0, double Factor = 0.1, WarmUp? WarmUp = null) : LearningRateSchedule(WarmUp)
{
    private protected override IEnumerable<ScheduleFault> OwnFaults => Factor > 0 && Factor < 1
        ? Spans.Faults(AttributeName, Epochs, Steps, required: true)
        : [.. Spans.Faults(AttributeName, Epochs, Steps, required: true), new ScheduleFault(AttributeName, nameof(Factor), Factor, "above 0 and below 1")];

    private protected override string OwnDescription => $"× {Spans.Text(Factor)} after every {Spans.Text(Epochs, Steps)}";

    private protected override double Shape(long step, int epoch) => Math.Pow(Factor, Math.Floor(Spans.Position(Epochs, step, epoch) / Math.Max(Epochs, Steps)));
}
