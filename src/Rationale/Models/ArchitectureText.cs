using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>Architectures as text: what decides whether parameters can be exchanged, and nothing else.</summary>
internal static class ArchitectureText
{
    public static string Format(ModelSpecification model) => string.Join(" ", Layers(model).Concat(Groups(model)).Prepend($"Input({string.Join(", ", model.InputShape)})"));

    private static IEnumerable<string> Layers(ModelSpecification model) => model.Layers.Where(layer => layer is not DropoutLayer).Select(layer => layer.Signature);

    /// <summary>Parameters of terms of the objective are saved with those of the layers.</summary>
    private static IEnumerable<string> Groups(ModelSpecification model) =>
        from term in model.Objectives
        from @group in term.ParameterGroups(model)
        select $"{term.Name}.{@group.Name}({string.Join(", ", @group.Parameters.Select(parameter => $"{parameter.Name} {parameter.Shape}"))})";
}
