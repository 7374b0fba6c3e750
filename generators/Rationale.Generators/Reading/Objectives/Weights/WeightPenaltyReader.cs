using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Reading;

/// <summary>Reads [WeightPenalty].</summary>
internal static class WeightPenaltyReader
{
    /// <summary>Reads both weights.</summary>
    public static IEnumerable<ObjectiveTerm> Read(AttributeUse attribute, ModelTask? task, EquatableArray<Layer> layers, ReadingContext context)
    {
        var defaults = new WeightPenaltyAttribute();
        var penalty = new WeightPenalty(
            attribute.Value(nameof(defaults.L2), defaults.L2),
            attribute.Value(nameof(defaults.L1), defaults.L1));
        if (penalty is { L1: 0, L2: 0 })
        {
            context.Problems.Advise(RuleIds.NoEffect, attribute.Location, attribute.Name, context.ModelName, "L1 and L2 are 0");
        }

        return [penalty];
    }
}
