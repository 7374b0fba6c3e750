namespace Rationale;

/// <summary>
/// Raises the learning rate linearly at the beginning of a training: <c>StartFactor + (1 − StartFactor) min(1, t / length)</c>, where t counts from 0 (PyTorch's <c>LinearLR</c>).
/// It multiplies the factor of any schedule, which counts from the first step too.
/// </summary>
/// <remarks>Exactly one of <see cref="Epochs"/> and <see cref="Steps"/> is set; the warm-up must end before the training does.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class WarmUpAttribute : Attribute
{
    /// <summary>Epochs until the rate is the whole one, at least 1.</summary>
    public int Epochs { get; set; }

    /// <summary>Steps until the rate is the whole one, at least 1.</summary>
    public int Steps { get; set; }

    /// <summary>Share of the rate at the first step, above 0 and below 1.</summary>
    /// <value>The default is 0.01.</value>
    public double StartFactor { get; set; } = 0.01;
}
