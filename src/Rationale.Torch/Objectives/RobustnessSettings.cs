namespace Rationale.Torch.Objectives;

/// <summary>What <see cref="Robustness"/> penalizes: the choices of <see cref="SelfExplainingAttribute"/>, with the same defaults.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record RobustnessSettings
{
    /// <summary>The output whose gradient is compared with the relevances, and the classes; of <see cref="TargetClass.All"/>, each of them.</summary>
    /// <value>The default is the logits of all classes.</value>
    public Target Target { get; init; } = new(TargetOutput.Logit, TargetClass.All);

    /// <summary>How the differences of a batch become one number.</summary>
    /// <value>The default is <see cref="RobustnessReduction.MeanOfNorms"/>.</value>
    public RobustnessReduction Reduction { get; init; } = RobustnessReduction.MeanOfNorms;
}
