namespace Rationale;

/// <summary>Multiplies the learning rate by a factor after every so many epochs or steps: <c>Factor^⌊t / length⌋</c>, where t counts from 0 (PyTorch's <c>StepLR</c>).</summary>
/// <remarks>Exactly one of <see cref="Epochs"/> and <see cref="Steps"/> is set.</remarks>
public sealed class StepScheduleAttribute : LearningRateScheduleAttribute
{
    /// <summary>Epochs between two changes, at least 1.</summary>
    public int Epochs { get; set; }

    /// <summary>Steps between two changes, at least 1.</summary>
    public int Steps { get; set; }

    /// <summary>What the rate is multiplied by, above 0 and below 1.</summary>
    /// <value>The default is 0.1.</value>
    public double Factor { get; set; } = 0.1;
}
