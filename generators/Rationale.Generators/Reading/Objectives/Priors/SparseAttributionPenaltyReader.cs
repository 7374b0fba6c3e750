using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Reading;

/// <summary>Reads [SparseAttributions].</summary>
internal static class SparseAttributionPenaltyReader
{
    /// <summary>Reads weight, measure and attribution.</summary>
    public static IEnumerable<ObjectiveTerm> Read(AttributeUse attribute, ModelTask? task, EquatableArray<Layer> layers, ReadingContext context) =>
    [
        new SparseAttributionPenalty(
            AttributionSourceReader.Weight(attribute, context),
            context.Choice(attribute, nameof(SparseAttributionsAttribute.Measure), SparsityMeasure.Gini),
            AttributionSourceReader.Read(attribute, task, context)),
    ];
}
