namespace Rationale.Torch.Objectives;

/// <summary>What <see cref="Robustness"/> penalises: the choices of <see cref="SelfExplainingAttribute"/>, with the same defaults.</summary>
public sealed record RobustnessSettings
{
    /// <summary>The output whose gradient is compared with the relevances.</summary>
    /// <value>The default is <see cref="PenalisedOutput.Logits"/>.</value>
    public PenalisedOutput Penalised { get; init; } = PenalisedOutput.Logits;

    /// <summary>The classes whose gradients are compared.</summary>
    /// <value>The default is <see cref="PenalisedClasses.All"/>.</value>
    public PenalisedClasses Classes { get; init; } = PenalisedClasses.All;

    /// <summary>How the differences of a batch become one number.</summary>
    /// <value>The default is <see cref="RobustnessReduction.MeanOfNorms"/>.</value>
    public RobustnessReduction Reduction { get; init; } = RobustnessReduction.MeanOfNorms;
}
