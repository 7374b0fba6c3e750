using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>
/// How much the mean magnitudes of attributions differ over the edges of a graph of features, λ φ̄ᵀ L φ̄ = λ Σ A_ij (φ̄_i − φ̄_j)² (Erion et al. 2021, the graph prior); see
/// <see cref="GraphAttributionsAttribute"/>.
/// </summary>
/// <param name="Weight">λ, zero or more.</param>
/// <param name="Source">The attribution.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record GraphAttributionPenalty(double Weight, AttributionSource Source) : AttributionTerm(Weight, Source)
{
    /// <summary>Name of the term and key of its coefficient.</summary>
    public const string Key = "graphAttributions";

    /// <summary>The input with the Laplacian L = D − A of the graph, [features × features].</summary>
    public const string Laplacian = "featureGraph";

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Graph of attributions";

    /// <inheritdoc/>
    protected override string Attribute => "GraphAttributions";

    /// <inheritdoc/>
    protected override string Symbol => "λ₆";

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model) => $"λ₆ φ̄ᵀ L φ̄, where φ̄ is the mean of abs(φ) over the batch and L the Laplacian of the graph{TimesExamples(model.Task)}";

    /// <inheritdoc/>
    protected override IEnumerable<ObjectiveInput> OwnInputs(ModelSpecification model) =>
    [
        new ObjectiveInput(Laplacian, Shape.Unbatched(Features(model), Features(model)), MissingInput.Error, "The Laplacian L of the graph of features"),
    ];

    /// <inheritdoc/>
    protected override Node Compute(ObjectiveContext context, Node attribution)
    {
        var mean = MeanMagnitude(context, attribution).Reshape(Shape.Unbatched(attribution.Shape.Length, 1));
        var laplacian = context.Input(Laplacian).Named("L");
        return context.ScaleLikeTask((mean * laplacian.MatMul(mean)).Total());
    }
}
