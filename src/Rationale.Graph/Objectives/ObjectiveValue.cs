namespace Rationale.Graph.Objectives;

/// <summary>What an objective term is in a graph.</summary>
/// <param name="Value">The term for the whole batch, its coefficients applied: one number, which does not depend on single examples.</param>
/// <param name="BatchSum">
/// For a term that is a function g(R) of a sum R over the batch which is not linear, such as a root: R. The term is then differentiated as g′(R) · ∂R/∂θ: ∂R/∂θ is added
/// up example by example, and multiplied once R is known. Otherwise each example would have to wait for R, and be computed twice.
/// </param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ObjectiveValue(Node Value, Node? BatchSum = null);
