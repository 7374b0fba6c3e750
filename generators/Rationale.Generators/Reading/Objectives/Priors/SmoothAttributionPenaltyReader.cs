using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Reading;

/// <summary>Reads [SmoothAttributions].</summary>
internal static class SmoothAttributionPenaltyReader
{
    /// <summary>Reads weight and attribution.</summary>
    public static IEnumerable<ObjectiveTerm> Read(AttributeUse attribute, ModelTask? task, EquatableArray<Layer> layers, ReadingContext context) =>
        [new SmoothAttributionPenalty(AttributionSourceReader.Weight(attribute, context), AttributionSourceReader.Read(attribute, task, context))];
}
