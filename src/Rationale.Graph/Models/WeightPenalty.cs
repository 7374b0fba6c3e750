namespace Rationale.Graph.Models;

/// <summary>The penalty on the parameters themselves; see <see cref="WeightPenaltyAttribute"/>.</summary>
/// <param name="L2">Weight of the sum of squares.</param>
/// <param name="L1">Weight of the sum of absolute values.</param>
public sealed record WeightPenalty(double L2, double L1);
