namespace Rationale.Graph.Models;

/// <summary>What a self-explaining model is trained for beside its task; see <see cref="SelfExplainingAttribute"/>. Its network is a <see cref="SelfExplainingNetwork"/>.</summary>
/// <param name="Penalized">The output whose gradient is penalized.</param>
/// <param name="Classes">The classes whose gradients are.</param>
/// <param name="Reduction">How the batch becomes one number.</param>
/// <param name="RobustnessWeight">λ, zero or more.</param>
/// <param name="ReconstructionWeight">Weight of the decoder's squared error.</param>
/// <param name="SparsityWeight">ξ, weight of the size of the concepts.</param>
public sealed record SelfExplanation(
    PenalizedOutput Penalized,
    PenalizedClasses Classes,
    RobustnessReduction Reduction,
    double RobustnessWeight,
    double ReconstructionWeight,
    double SparsityWeight);
