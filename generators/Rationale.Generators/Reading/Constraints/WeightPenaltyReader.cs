using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [WeightPenalty].</summary>
internal static class WeightPenaltyReader
{
    /// <summary>Reads both weights.</summary>
    public static WeightPenalty Read(AttributeUse attribute, ReadingContext context)
    {
        var defaults = new WeightPenaltyAttribute();
        var penalty = new WeightPenalty(
            context.Weight(attribute, nameof(defaults.L2), defaults.L2),
            context.Weight(attribute, nameof(defaults.L1), defaults.L1));
        if (penalty is { L1: 0, L2: 0 })
        {
            context.Problems.Advise(RuleIds.NoEffect, attribute.Location, attribute.Name, context.ModelName, "L1 and L2 are 0");
        }

        return penalty;
    }
}
