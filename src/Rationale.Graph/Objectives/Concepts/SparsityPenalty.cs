using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>The size Σ |h| of the concepts of a self-explaining model, reduced over examples as the task is.</summary>
/// <param name="Weight">ξ of the SENN paper, zero or more.</param>
public sealed record SparsityPenalty(double Weight) : ObjectiveTerm
{
    /// <summary>Name of the term and key of its coefficient.</summary>
    public const string Key = "sparsity";

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Sparsity";

    /// <inheritdoc/>
    public override EquatableArray<Coefficient> Coefficients => EquatableArray.Create(new Coefficient(Key, "ξ", Weight, ConceptObjectives.Attribute, "SparsityWeight"));

    /// <inheritdoc/>
    public override double Growth(ModelTask task) => task.Reduction == Reduction.Sum ? 1 : 0;

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model) => $"ξ Σ |h| of an example, {ConceptObjectives.OverExamples(model.Task)}";

    /// <inheritdoc/>
    public override string? Problem(ModelSpecification model) => ConceptObjectives.Problem(model, this);

    /// <inheritdoc/>
    public override ObjectiveValue Build(ObjectiveContext context) =>
        new(context.Setting(Coefficients[0]) * context.ReduceLikeTask(ConceptObjectives.NodesOf(context).Concepts.Abs().Total()));
}
