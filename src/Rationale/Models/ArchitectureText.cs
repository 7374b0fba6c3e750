using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>Architectures as text: what decides whether parameters can be exchanged, and nothing else.</summary>
internal static class ArchitectureText
{
    public static string Format(ModelSpecification model) => string.Join(" ", model.Inputs.Select(input => Input(model, input)).Concat(Layers(model.Layers)).Concat(Groups(model)));

    /// <summary>An only input stands without a name, as version 0.1 wrote it.</summary>
    private static string Input(ModelSpecification model, ModelInput input)
    {
        var layers = string.Concat(Layers(input.Layers).Select((layer, index) => $"{(index == 0 ? ";" : "")} {layer}"));
        return $"Input({(model.Inputs.Count == 1 ? "" : $"{input.Name}: ")}{string.Join(", ", input.Shape)}{layers})";
    }

    /// <summary>What an older version wrote, in today's words: the dense layer over the last axis was called TokenDense.</summary>
    public static string Upgrade(string stored) => stored.Replace("TokenDense(", "LastAxisDense(", StringComparison.Ordinal);

    private static IEnumerable<string> Layers(IEnumerable<Layer> layers) => layers.Where(layer => layer is not DropoutLayer).Select(layer => layer.Signature);

    /// <summary>Parameters of terms of the objective are saved with those of the layers.</summary>
    private static IEnumerable<string> Groups(ModelSpecification model) =>
        from term in model.Objectives
        from @group in term.ParameterGroups(model)
        select $"{term.Name}.{@group.Name}({string.Join(", ", @group.Parameters.Select(parameter => $"{parameter.Name} {parameter.Shape}"))})";
}
