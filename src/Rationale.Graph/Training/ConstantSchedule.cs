namespace Rationale.Training;

/// <summary>The same rate at every step.</summary>
/// <param name="WarmUp">A warm-up; null for none.</param>
public sealed record ConstantSchedule(WarmUp? WarmUp = null) : LearningRateSchedule(WarmUp)
{
    private protected override IEnumerable<ScheduleFault> OwnFaults => [];

    private protected override string OwnDescription => "constant";

    private protected override double Shape(long step, int epoch) => 1;
}
