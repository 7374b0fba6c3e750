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
        if (task is RegressorTask { Outputs: > 1 } && !attribute.Sets(nameof(defaults.Index)) && !attribute.Sets(nameof(defaults.Class)))
        {
            context.Problems.Block(RuleIds.MissingAttributionTarget, attribute.Location, attribute.Name, context.ModelName, ReadingContext.Text(task.Outputs), ReadingContext.Text(task.Outputs - 1));
        }

        var (output, index) = (context.Choice(attribute, nameof(defaults.Output), defaults.Output), attribute.Value(nameof(defaults.Index), defaults.Index));
        return new AttributionSource(
            context.Choice(attribute, nameof(defaults.Attribution), defaults.Attribution),
            context.Count(attribute, nameof(defaults.References), defaults.References),
            index >= 0 ? Target.ForClass(index, output) : new Target(output, context.Choice(attribute, nameof(defaults.Class), task is RegressorTask ? TargetClass.All : defaults.Class)));
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
