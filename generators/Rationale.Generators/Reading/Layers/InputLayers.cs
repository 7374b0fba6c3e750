using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>An input as read: its attribute, and the layers of its own, each with the attribute it came from.</summary>
/// <param name="Attribute">[Input].</param>
/// <param name="Name">The name by which data sets know it.</param>
/// <param name="Shape">Shape of one example.</param>
/// <param name="Layers">What stands between it and the next [Input] or [Join], where there are several inputs.</param>
internal sealed record InputLayers(AttributeUse Attribute, string Name, EquatableArray<int> Shape, IReadOnlyList<(AttributeUse Attribute, Layer Layer)> Layers)
{
    /// <summary>The input without the places where its parts stand.</summary>
    public ModelInput Input => new(Name, Shape, new EquatableArray<Layer>(Layers.Select(entry => entry.Layer)));
}
