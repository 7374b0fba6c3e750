using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Reading;

/// <summary>Reads [ExplainConstraint].</summary>
internal static class ExplainConstraintReader
{
    /// <summary>Reads every choice of the explanation penalty, and checks that the attribution target exists for the task.</summary>
    public static IEnumerable<ObjectiveTerm> Read(AttributeUse attribute, ModelTask? task, EquatableArray<Layer> layers, ReadingContext context)
    {
        var defaults = new ExplainConstraintAttribute();
        // A regressor has no probabilities, so what the paper explains cannot be its default.
        var target = new Target(
            context.Choice(attribute, nameof(defaults.Output), task is RegressorTask ? TargetOutput.Logit : defaults.Output),
            context.Choice(attribute, nameof(defaults.Class), defaults.Class));
        var penalty = new ExplanationPenalty(
            attribute.Value(nameof(defaults.Weight), defaults.Weight),
            context.Weight(attribute, nameof(defaults.AutomaticRatio), defaults.AutomaticRatio),
            target,
            context.Choice(attribute, nameof(defaults.Norm), defaults.Norm),
            context.Choice(attribute, nameof(defaults.Reduction), defaults.Reduction))
        {
            OnInputs = new(attribute.Texts(nameof(defaults.OnInputs))),
        };
        CheckWeights(attribute, penalty, context);
        if (task is RegressorTask && target.Output != TargetOutput.Logit)
        {
            context.Problems.Block(RuleIds.TargetDoesNotFitTask, attribute.LocationOf(nameof(defaults.Output)), context.ModelName, $"Output = {target.Output} needs classes, but a regressor has none; use {nameof(TargetOutput)}.{TargetOutput.Logit}");
        }
        else if (task is RegressorTask && target.Class != TargetClass.All)
        {
            context.Problems.Block(RuleIds.TargetDoesNotFitTask, attribute.LocationOf(nameof(defaults.Class)), context.ModelName, $"Class = {target.Class} needs classes, but a regressor has none; use {nameof(TargetClass)}.{TargetClass.All}");
        }
        else if (target is { Output: TargetOutput.Probability, Class: TargetClass.All })
        {
            context.Problems.Block(RuleIds.TargetDoesNotFitTask, attribute.LocationOf(nameof(defaults.Output)), context.ModelName, $"Output = {target.Output} summed over all classes is always 1; use {nameof(TargetOutput)}.{TargetOutput.LogProbability}, or {nameof(TargetClass)}.{TargetClass.Predicted}");
        }

        return [penalty];
    }

    private static void CheckWeights(AttributeUse attribute, ExplanationPenalty penalty, ReadingContext context)
    {
        if (penalty.AutomaticRatio > 0 && attribute.Sets(nameof(penalty.Weight)))
        {
            context.Problems.Block(
                RuleIds.WeightAndAutomaticRatio,
                attribute.LocationOf(nameof(penalty.AutomaticRatio)),
                context.ModelName,
                ReadingContext.Text(penalty.Weight),
                ReadingContext.Text(penalty.AutomaticRatio));
        }
        else if (penalty is { Weight: 0, AutomaticRatio: 0 })
        {
            context.Problems.Advise(RuleIds.NoEffect, attribute.LocationOf(nameof(penalty.Weight)), attribute.Name, context.ModelName, "Weight is 0");
        }
    }
}
