namespace Rationale.Training;

/// <summary>Multiplies the rate when a figure of the validation data no longer improves; see <see cref="ReduceOnPlateauAttribute"/>. The reductions are state of the training.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Factor">What the rate is multiplied by, above 0 and below 1.</param>
/// <param name="Patience">Epochs in a row without improvement, at least 1.</param>
/// <param name="MinimumChange">What counts as an improvement, zero or more.</param>
/// <param name="Cooldown">Epochs after a reduction that do not count, zero or more.</param>
/// <param name="MinFactor">Share of the rate below which it is not reduced, at least 0 and below 1.</param>
/// <param name="WarmUp">A warm-up; null for none.</param>
public sealed record ReduceOnPlateauSchedule(
    string Metric = "loss",
    double Factor = 0.1,
    int Patience = 10,
    double MinimumChange = 0,
    int Cooldown = 0,
    double MinFactor = 0,
    WarmUp? WarmUp = null) : LearningRateSchedule(WarmUp)
{
    private protected override IEnumerable<ScheduleFault> OwnFaults => new (bool Holds, string Property, double Value, string Expected)[]
    {
        (Factor > 0 && Factor < 1, nameof(Factor), Factor, "above 0 and below 1"),
        (Patience >= 1, nameof(Patience), Patience, "at least 1"),
        (MinimumChange >= 0 && !double.IsInfinity(MinimumChange), nameof(MinimumChange), MinimumChange, "a finite number of 0 or more"),
        (Cooldown >= 0, nameof(Cooldown), Cooldown, "0 or more"),
        (MinFactor >= 0 && MinFactor < 1, nameof(MinFactor), MinFactor, "at least 0 and below 1"),
    }.Where(check => !check.Holds).Select(check => new ScheduleFault(AttributeName, check.Property, check.Value, check.Expected));

    private protected override string OwnDescription =>
        $"× {Spans.Text(Factor)}, down to × {Spans.Text(MinFactor)}, whenever {Metric} has not improved by more than {Spans.Text(MinimumChange)} for {Spans.Text(Patience, 0)}"
        + (Cooldown == 0 ? "" : $", {Spans.Text(Cooldown, 0)} after each reduction left out");

    private protected override double Shape(long step, int epoch) => 1;
}
