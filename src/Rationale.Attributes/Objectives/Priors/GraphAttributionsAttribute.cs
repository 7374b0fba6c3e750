namespace Rationale;

/// <summary>
/// Features that are joined by an edge should matter alike (Erion et al. 2021, the graph prior): adds <c>λ · Σ A_ij (φ̄_i − φ̄_j)²</c> over the edges to the loss, where φ̄ is the mean magnitude of the
/// attribution over the batch. The edges come with the data, <c>data.WithFeatureGraph(…)</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class GraphAttributionsAttribute : AttributionTermAttribute;
