namespace Rationale;

/// <summary>
/// Lowers the learning rate along half a cosine: <c>MinFactor + (1 − MinFactor) (1 + cos(π t / length)) / 2</c>, where t counts from 0
/// (Loshchilov and Hutter 2017 without restarts; PyTorch's <c>CosineAnnealingLR</c>).
/// </summary>
/// <remarks>With neither <see cref="Epochs"/> nor <see cref="Steps"/> the schedule is as long as the training. It must not end before the training does.</remarks>
public sealed class CosineScheduleAttribute : LearningRateScheduleAttribute
{
    /// <summary>Epochs until the end of the schedule.</summary>
    /// <value>The default is those of the training.</value>
    public int Epochs { get; set; }

    /// <summary>Steps until the end of the schedule, in place of <see cref="Epochs"/>.</summary>
    public int Steps { get; set; }

    /// <summary>Share of the learning rate that is left at the end, at least 0 and below 1.</summary>
    /// <value>The default is 0.</value>
    public double MinFactor { get; set; }
}
