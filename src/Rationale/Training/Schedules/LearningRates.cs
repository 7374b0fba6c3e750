using Rationale.Training.Callbacks;

namespace Rationale.Training.Schedules;

/// <summary>What the learning rate of each step is multiplied by: a function of the position, times what plateaus have left.</summary>
internal sealed class LearningRates(TrainingPlan plan, PlateauCallback? plateau)
{
    /// <summary>The factor of the step that follows.</summary>
    /// <param name="step">Steps made before, from 0.</param>
    /// <param name="epoch">The epoch in progress, from 1.</param>
    public double FactorAt(long step, int epoch) => plan.Schedule.FactorAt(step, epoch) * (plateau?.Factor ?? 1);

    /// <summary>Refuses a schedule that ends before the training, as soon as it is known how long that is.</summary>
    /// <exception cref="ArgumentException">The schedule does not fit.</exception>
    public void CheckLength(int batchesPerEpoch)
    {
        if (plan.Schedule.Misfit(plan.Epochs, batchesPerEpoch < 0 ? -1 : (long)batchesPerEpoch * plan.Epochs) is { } misfit)
        {
            throw new ArgumentException($"LearningRateSchedule does not fit: {misfit}; give both the same length.");
        }
    }
}
