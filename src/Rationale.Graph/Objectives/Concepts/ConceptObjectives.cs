using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>What the terms of self-explaining models share.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ConceptObjectives
{
    /// <summary>The attribute that declares the terms.</summary>
    internal const string Attribute = "SelfExplaining";

    /// <summary>The terms that have a weight, in the order in which they are added; a reconstruction only where concepts are decoded.</summary>
    /// <param name="source">Where the model's concepts come from; null if it is not known.</param>
    /// <param name="robustness">The robustness penalty.</param>
    /// <param name="reconstruction">Weight of the reconstruction.</param>
    /// <param name="sparsity">Weight of the size of concepts.</param>
    public static IEnumerable<ObjectiveTerm> Create(ConceptSource? source, RobustnessPenalty robustness, double reconstruction, double sparsity)
    {
        if (robustness.Weight != 0)
        {
            yield return robustness;
        }

        if (reconstruction != 0 && source?.Decodes != false)
        {
            yield return new ReconstructionPenalty(reconstruction);
        }

        if (sparsity != 0)
        {
            yield return new SparsityPenalty(sparsity);
        }
    }

    internal static string? Problem(ModelSpecification model, ObjectiveTerm term) => model.Layers is [SelfExplainingNetwork]
        ? null
        : $"'{model.Name}' has a {term.GetType().Name}, which needs a SelfExplainingNetwork as the only layer, but its layers are {string.Join(", ", model.Layers.Select(layer => layer.Name))}.";

    internal static ConceptNodes NodesOf(ObjectiveContext context) =>
        context.Forward.Concepts ?? throw new ShapeException(Problem(context.Model, context.Term)!);

    internal static string OverExamples(ModelTask task) => task.Reduction == Reduction.Sum ? "summed over examples" : "averaged over examples";
}
