using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>Architectures as text: what decides whether parameters can be exchanged, and nothing else.</summary>
internal static class ArchitectureText
{
    public static string Of(ModelSpecification model) => string.Join(
        " ", model.Layers.Where(layer => layer is not Dropout).Select(layer => layer.Signature).Prepend($"Input({string.Join(", ", model.InputShape)})"));
}
