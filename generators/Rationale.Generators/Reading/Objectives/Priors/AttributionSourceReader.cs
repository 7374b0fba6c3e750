using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Reading;

/// <summary>Reads what a term on attributions attributes.</summary>
internal static class AttributionSourceReader
{
    /// <summary>Reads the attribution, and reports a regressor of several outputs that does not say which is attributed.</summary>
    public static AttributionSource Read(AttributeUse attribute, ModelTask? task, ReadingContext context)
    {
        var defaults = new SmoothAttributionsAttribute();
        var output = attribute.Value(nameof(defaults.Output), defaults.Output);
        if (task is RegressorTask { Outputs: > 1 } && !attribute.Sets(nameof(defaults.Output)) && !attribute.Sets(nameof(defaults.Scalar)))
        {
            context.Problems.Block(RuleIds.MissingAttributionTarget, attribute.Location, attribute.Name, context.ModelName, ReadingContext.Text(task.Outputs), ReadingContext.Text(task.Outputs - 1));
        }

        return new AttributionSource(
            context.Choice(attribute, nameof(defaults.Attribution), defaults.Attribution),
            context.Count(attribute, nameof(defaults.References), defaults.References),
            context.Choice(attribute, nameof(defaults.Scalar), task is RegressorTask ? ExplainedScalar.SumOfOutputs : defaults.Scalar),
            output);
    }

    /// <summary>Reads the weight, and advises where it is zero.</summary>
    public static double Weight(AttributeUse attribute, ReadingContext context)
    {
        var weight = attribute.Value(nameof(AttributionTermAttribute.Weight), 1.0);
        if (weight == 0)
        {
            context.Problems.Advise(RuleIds.NoEffect, attribute.LocationOf(nameof(AttributionTermAttribute.Weight)), attribute.Name, context.ModelName, "Weight is 0");
        }

        return weight;
    }
}
