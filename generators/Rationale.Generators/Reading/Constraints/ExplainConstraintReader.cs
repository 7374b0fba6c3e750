using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [ExplainConstraint].</summary>
internal static class ExplainConstraintReader
{
    /// <summary>Reads every choice of the constraint, and checks that the explained scalar exists for the task.</summary>
    public static ExplanationConstraint Read(AttributeUse attribute, ModelTask? task, ReadingContext context)
    {
        var defaults = new ExplainConstraintAttribute();
        // A regressor has no probabilities, so what the paper explains cannot be its default.
        var scalar = context.Choice(
            attribute,
            nameof(defaults.Scalar),
            task is RegressorTask ? ExplainedScalar.SumOfOutputs : defaults.Scalar);
        var constraint = new ExplanationConstraint(
            context.Weight(attribute, nameof(defaults.Weight), defaults.Weight),
            context.Weight(attribute, nameof(defaults.AutomaticRatio), defaults.AutomaticRatio),
            scalar,
            context.Choice(attribute, nameof(defaults.Norm), defaults.Norm),
            context.Choice(attribute, nameof(defaults.Reduction), defaults.Reduction));
        CheckWeights(attribute, constraint, context);
        if (task is RegressorTask && scalar != ExplainedScalar.SumOfOutputs)
        {
            context.Problems.Block(
                RuleIds.ScalarDoesNotFitTask,
                attribute.LocationOf(nameof(defaults.Scalar)),
                context.ModelName,
                scalar.ToString(),
                nameof(ExplainedScalar.SumOfOutputs));
        }

        return constraint;
    }

    private static void CheckWeights(AttributeUse attribute, ExplanationConstraint constraint, ReadingContext context)
    {
        if (constraint.AutomaticRatio > 0 && attribute.Sets(nameof(constraint.Weight)))
        {
            context.Problems.Block(
                RuleIds.WeightAndAutomaticRatio,
                attribute.LocationOf(nameof(constraint.AutomaticRatio)),
                context.ModelName,
                ReadingContext.Text(constraint.Weight),
                ReadingContext.Text(constraint.AutomaticRatio));
        }
        else if (constraint is { Weight: 0, AutomaticRatio: 0 })
        {
            context.Problems.Advise(RuleIds.NoEffect, attribute.LocationOf(nameof(constraint.Weight)), attribute.Name, context.ModelName, "Weight is 0");
        }
    }
}
