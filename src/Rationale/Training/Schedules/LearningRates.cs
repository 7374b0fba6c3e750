using Rationale.Data;
using Rationale.Storage;

namespace Rationale.Training.Schedules;

/// <summary>What the learning rate of each step is multiplied by: a function of the position, times what plateaus have left.</summary>
internal sealed class LearningRates(TrainingPlan plan)
{
    private const string Key = "learningRateSchedule";

    private readonly Plateau? _plateau = plan.Schedule is ReduceOnPlateauSchedule schedule ? new Plateau(schedule) : null;

    /// <summary>The factor of the step that follows.</summary>
    /// <param name="step">Steps made before, from 0.</param>
    /// <param name="epoch">The epoch in progress, from 1.</param>
    public double FactorAt(long step, int epoch) => plan.Schedule.FactorAt(step, epoch) * (_plateau?.Factor ?? 1);

    /// <summary>Refuses a schedule that ends before the training, as soon as it is known how long that is.</summary>
    /// <exception cref="ArgumentException">The schedule does not fit.</exception>
    public void CheckLength(int batchesPerEpoch)
    {
        if (plan.Schedule.Misfit(plan.Epochs, batchesPerEpoch < 0 ? -1 : (long)batchesPerEpoch * plan.Epochs) is { } misfit)
        {
            throw new ArgumentException($"LearningRateSchedule does not fit: {misfit}; give both the same length.");
        }
    }

    /// <summary>Looks at what the validation after an epoch measured.</summary>
    public void Observe(IReadOnlyDictionary<string, double> metrics)
    {
        if (plan.Schedule is ReduceOnPlateauSchedule watching)
        {
            _plateau!.Observe(metrics[watching.Metric]);
        }
    }

    /// <summary>What a checkpoint keeps.</summary>
    public Dictionary<string, string> Save() => _plateau is null ? [] : new() { [Key] = _plateau.State };

    /// <summary>Continues where a checkpoint stood.</summary>
    public void Restore(Checkpoint checkpoint, string path)
    {
        if (_plateau is not null && checkpoint.States.TryGetValue(Key, out var state))
        {
            try
            {
                _plateau.Restore(state);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                throw new DataFormatException($"{path}: the checkpoint's state of the learning-rate schedule is \"{Excerpt.Of(state)}\", which cannot be read.", exception);
            }
        }
    }
}
