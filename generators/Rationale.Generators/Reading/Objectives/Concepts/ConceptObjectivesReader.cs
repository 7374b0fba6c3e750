using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Reading;

/// <summary>Reads the terms of [SelfExplaining].</summary>
internal static class ConceptObjectivesReader
{
    /// <summary>Most gradients of one penalty: compiling a step takes memory and time for each, and so does the step.</summary>
    private const int MaxPenalizedClasses = 1024;

    /// <summary>Reads the terms that have a weight.</summary>
    public static IEnumerable<ObjectiveTerm> Read(AttributeUse attribute, ModelTask? task, EquatableArray<Layer> layers, ReadingContext context)
    {
        var defaults = new SelfExplainingAttribute(1);
        var robustness = new RobustnessPenalty(
            new Target(context.Choice(attribute, nameof(defaults.Output), defaults.Output), context.Choice(attribute, nameof(defaults.Class), defaults.Class)),
            context.Choice(attribute, nameof(defaults.Reduction), defaults.Reduction),
            attribute.Value(nameof(defaults.RobustnessWeight), defaults.RobustnessWeight))
        {
            OnInputs = new(attribute.Texts(nameof(defaults.OnInputs))),
        };
        if (robustness is { Weight: not 0, Target: { Index: null, Class: TargetClass.All } } && task?.Outputs > MaxPenalizedClasses)
        {
            context.Problems.Block(RuleIds.TooManyPenalizedClasses, attribute.Location, context.ModelName, ReadingContext.Text(task.Outputs), ReadingContext.Text(MaxPenalizedClasses));
        }

        return ConceptObjectives.Create(
            layers.OfType<SelfExplainingNetwork>().FirstOrDefault()?.Source,
            robustness,
            attribute.Value(nameof(defaults.ReconstructionWeight), defaults.ReconstructionWeight),
            attribute.Value(nameof(defaults.SparsityWeight), defaults.SparsityWeight));
    }
}
