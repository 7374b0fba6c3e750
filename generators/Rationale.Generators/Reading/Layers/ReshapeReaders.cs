using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Reshape] and [Permute]. An order that is none is found with the shapes.</summary>
internal static class ReshapeReaders
{
    /// <summary>Reads the shape: at least one dimension, each at least 1.</summary>
    public static Layer ReadReshape(AttributeUse attribute, ReadingContext context) => new ReshapeLayer(InputReader.Read(attribute, context));

    /// <summary>Reads the order.</summary>
    public static Layer ReadPermute(AttributeUse attribute, ReadingContext context) => new PermuteLayer(EquatableArray.Create(attribute.Values("order")));
}
