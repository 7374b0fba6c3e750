using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>
/// The squared error of the features that a self-explaining model decodes from its concepts: the mean over the features of an example. Over examples it is reduced as the
/// task is, so that its weight means the same beside a sum and a mean.
/// </summary>
/// <param name="Weight">ρ, zero or more.</param>
public sealed record ReconstructionPenalty(double Weight) : ObjectiveTerm
{
    /// <summary>Name of the term and key of its coefficient.</summary>
    public const string Key = "reconstruction";

    /// <inheritdoc/>
    public override string Name => Key;

    /// <inheritdoc/>
    public override string Title => "Reconstruction";

    /// <inheritdoc/>
    public override EquatableArray<Coefficient> Coefficients => EquatableArray.Create(new Coefficient(Key, "ρ", Weight, ConceptObjectives.Attribute, "ReconstructionWeight"));

    /// <inheritdoc/>
    public override double Growth(ModelTask task) => task.Reduction == Reduction.Sum ? 1 : 0;

    /// <inheritdoc/>
    public override string Formula(ModelSpecification model) => $"ρ times the mean of (x̂ − x)² of an example, {ConceptObjectives.OverExamples(model.Task)}";

    /// <inheritdoc/>
    public override string? Problem(ModelSpecification model) => model.Layers is [SelfExplainingNetwork { Source: var source }] && !source.Decodes
        ? $"'{model.Name}' has a ReconstructionPenalty, but its concepts are not decoded; remove it, or give the model LearnedConcepts with a decoder."
        : model.Inputs.FirstOrDefault(input => input.Layers.Count > 0) is { } input
        ? $"'{model.Name}' has a ReconstructionPenalty, but what is decoded would be compared with what the layers of the input '{input.Name}' have made of it; move those into the encoder and the relevance network."
        : ConceptObjectives.Problem(model, this);

    /// <inheritdoc/>
    public override ObjectiveValue Build(ObjectiveContext context)
    {
        var error = (ConceptObjectives.NodesOf(context).Reconstruction! - context.Forward.Joined.Flatten()).Named("error").Square().Mean(0);
        return new ObjectiveValue(context.Setting(Coefficients[0]) * context.ReduceLikeTask(error.Total()));
    }
}
