using System.Globalization;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Surface;

/// <summary>A network in one line: <c>784 → Dense 50 → Relu → Dense 10 (39,760 parameters)</c>. Of several inputs each has a line, and what they give side by side has the last.</summary>
internal static class ArchitectureDocumentation
{
    /// <summary>The layers of a model with the sizes they give, and its number of trained parameters: running statistics are none.</summary>
    public static string Format(ModelSpecification model)
    {
        var (whole, layers) = model.Inputs.Count == 1 ? (model.InputShape, model.Inputs[0].Layers.Concat(model.Layers)) : (model.JoinedShape, model.Layers);
        var parameters = ModelGraph.Build(model, training: false).TrainedLength.ToString("N0", CultureInfo.InvariantCulture);
        var network = $"{Format(whole, layers)} ({parameters} parameters)";
        return model.Inputs.Count == 1 ? network : string.Join("\n", model.Inputs.Select(input => $"{input.Name}: {Format(input.Shape, input.Layers)}").Append($"side by side: {network}"));
    }

    private static string Format(EquatableArray<int> shape, IEnumerable<Layer> layers)
    {
        var steps = new List<string> { ShapeException.Format(shape) };
        foreach (var layer in layers)
        {
            var output = layer.OutputShape(shape);
            steps.Add(layer is DenseLayer or ConvLayer or FlattenLayer || output != shape ? $"{layer.Name} {ShapeException.Format(output)}" : layer.Name);
            shape = output;
        }

        return string.Join(" → ", steps);
    }
}
