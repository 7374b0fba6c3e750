namespace Rationale.Training;

/// <summary>
/// How the learning rate changes during a training, as data: the rate of a step is the learning rate times <see cref="FactorAt"/>, and for
/// <see cref="ReduceOnPlateauSchedule"/> times what the validation has left of it. Immutable, and safe for use by several threads.
/// </summary>
/// <param name="WarmUp">A linear warm-up whose factor multiplies that of the schedule; null for none.</param>
public abstract record LearningRateSchedule(WarmUp? WarmUp)
{
    /// <summary>The same rate at every step.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>Multiplies the rate by a factor after every so many epochs or steps, of which exactly one is given; see <see cref="StepScheduleAttribute"/>.</summary>
    /// <param name="epochs">Epochs between two changes.</param>
    /// <param name="steps">Steps between two changes.</param>
    /// <param name="factor">Above 0 and below 1.</param>
    public static LearningRateSchedule Step(int epochs = 0, int steps = 0, double factor = 0.1) => new StepSchedule(epochs, steps, factor);

    /// <summary>Lowers the rate along half a cosine, over the whole training where no length is given; see <see cref="CosineScheduleAttribute"/>.</summary>
    /// <param name="epochs">Epochs until the end of the schedule.</param>
    /// <param name="steps">Steps until the end of the schedule, in place of <paramref name="epochs"/>.</param>
    /// <param name="minFactor">Share of the rate at the end, at least 0 and below 1.</param>
    public static LearningRateSchedule Cosine(int epochs = 0, int steps = 0, double minFactor = 0) => new CosineSchedule(epochs, steps, minFactor);

    /// <summary>Multiplies the rate by a factor when a figure of the validation data no longer improves; see <see cref="ReduceOnPlateauAttribute"/>.</summary>
    /// <param name="metric">The figure.</param>
    /// <param name="factor">Above 0 and below 1.</param>
    /// <param name="patience">Epochs in a row without improvement, at least 1.</param>
    /// <param name="minimumChange">What counts as an improvement, zero or more.</param>
    /// <param name="cooldown">Epochs after a reduction that do not count, zero or more.</param>
    /// <param name="minFactor">Share of the rate below which it is not reduced, at least 0 and below 1.</param>
    public static LearningRateSchedule ReduceOnPlateau(string metric = "loss", double factor = 0.1, int patience = 10, double minimumChange = 0, int cooldown = 0, double minFactor = 0) =>
        new ReduceOnPlateauSchedule(metric, factor, patience, minimumChange, cooldown, minFactor);

    /// <summary>The same schedule with a linear warm-up over epochs or steps, of which exactly one is given; see <see cref="WarmUpAttribute"/>.</summary>
    /// <param name="epochs">Epochs until the rate is the whole one.</param>
    /// <param name="steps">Steps until the rate is the whole one.</param>
    /// <param name="startFactor">Share of the rate at the first step, above 0 and below 1.</param>
    public LearningRateSchedule WithWarmUp(int epochs = 0, int steps = 0, double startFactor = 0.01) => this with { WarmUp = new WarmUp(epochs, steps, startFactor) };

    /// <summary>The factor of the learning rate as far as it follows from the position alone, warm-up included.</summary>
    /// <param name="step">Steps made before, from 0.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    public double FactorAt(long step, int epoch) => WarmUp is null ? Shape(step, epoch) : WarmUp.FactorAt(step, epoch) * Shape(step, epoch);

    /// <summary>The schedule with what it leaves to the training filled in.</summary>
    /// <param name="epochs">Epochs of the training.</param>
    public virtual LearningRateSchedule For(int epochs) => this;

    /// <summary>Values out of range, those of the warm-up included.</summary>
    public IEnumerable<ScheduleFault> Faults => WarmUp is null ? OwnFaults : WarmUp.Faults.Concat(OwnFaults);

    /// <summary>Why the schedule does not fit a training: it ends before, or its warm-up does not. Null where it fits as far as is known.</summary>
    /// <param name="epochs">Epochs of the training.</param>
    /// <param name="steps">Steps of the training; −1 where they are not known.</param>
    public string? Misfit(int epochs, long steps = -1)
    {
        var (ownEpochs, ownSteps) = Length;
        return ownEpochs > 0 && ownEpochs < epochs ? $"the schedule ends after {Spans.Text(ownEpochs, 0)}, but the training has {epochs}"
            : ownSteps > 0 && steps >= 0 && ownSteps < steps ? $"the schedule ends after {Spans.Text(0, ownSteps)}, but the training has {steps}"
            : WarmUp is { Epochs: > 0 } && WarmUp.Epochs >= epochs ? $"the warm-up ends after {Spans.Text(WarmUp.Epochs, 0)}, but the training has only {epochs}"
            : WarmUp is { Steps: > 0 } && steps >= 0 && WarmUp.Steps >= steps ? $"the warm-up ends after {Spans.Text(0, WarmUp.Steps)}, but the training has only {steps}"
            : null;
    }

    /// <summary>The schedule in words, the same for equal schedules only.</summary>
    public string Description => WarmUp is null ? OwnDescription : $"{OwnDescription}, with a {WarmUp.Description}";

    /// <summary>The schedule as its attribute is written.</summary>
    public string AttributeName => this is ReduceOnPlateauSchedule ? "ReduceOnPlateau" : GetType().Name;

    /// <summary>The factor without warm-up.</summary>
    private protected abstract double Shape(long step, int epoch);

    private protected abstract IEnumerable<ScheduleFault> OwnFaults { get; }

    private protected abstract string OwnDescription { get; }

    /// <summary>Where the schedule ends, as epochs or as steps; zeros where it does not.</summary>
    private protected virtual (int Epochs, int Steps) Length => (0, 0);
}
