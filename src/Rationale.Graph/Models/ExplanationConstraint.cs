namespace Rationale.Graph.Models;

/// <summary>The penalty on masked input gradients; see <see cref="ExplainConstraintAttribute"/>.</summary>
/// <param name="Weight">λ, zero or more.</param>
/// <param name="AutomaticRatio">Wanted ratio of penalty to task loss before the first step; zero keeps <paramref name="Weight"/>.</param>
/// <param name="Scalar">The number whose gradient is penalized.</param>
/// <param name="Norm">Squares or absolute values.</param>
/// <param name="Reduction">How the penalty is reduced.</param>
public sealed record ExplanationConstraint(
    double Weight,
    double AutomaticRatio,
    ExplainedScalar Scalar,
    PenaltyNorm Norm,
    Reduction Reduction);
