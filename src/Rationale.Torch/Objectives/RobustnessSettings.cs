namespace Rationale.Torch.Objectives;

/// <summary>What <see cref="Robustness"/> penalizes: the choices of <see cref="SelfExplainingAttribute"/>, with the same defaults.</summary>
public sealed record RobustnessSettings
{
    /// <summary>The output whose gradient is compared with the relevances.</summary>
    /// <value>The default is <see cref="PenalizedOutput.Logits"/>.</value>
    public PenalizedOutput Penalized { get; init; } = PenalizedOutput.Logits;

    /// <summary>The classes whose gradients are compared.</summary>
    /// <value>The default is <see cref="PenalizedClasses.All"/>.</value>
    public PenalizedClasses Classes { get; init; } = PenalizedClasses.All;

    /// <summary>How the differences of a batch become one number.</summary>
    /// <value>The default is <see cref="RobustnessReduction.MeanOfNorms"/>.</value>
    public RobustnessReduction Reduction { get; init; } = RobustnessReduction.MeanOfNorms;
}
