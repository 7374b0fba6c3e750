using System.Globalization;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Emission.Surface;

/// <summary>A network in one line: <c>784 → Dense 50 → Relu → Dense 10 (39,760 parameters)</c>.</summary>
internal static class ArchitectureDocumentation
{
    /// <summary>The layers of a model with the sizes they give, and its number of trained parameters: running statistics are none.</summary>
    public static string Format(ModelSpecification model)
    {
        var steps = new List<string> { ShapeException.Format(model.InputShape) };
        var shape = model.InputShape;
        foreach (var layer in model.Layers)
        {
            var output = layer.OutputShape(shape);
            steps.Add(layer is DenseLayer or ConvLayer or FlattenLayer || output != shape ? $"{layer.Name} {ShapeException.Format(output)}" : layer.Name);
            shape = output;
        }

        var parameters = ModelGraph.Build(model, training: false).TrainedLength;
        return $"{string.Join(" → ", steps)} ({parameters.ToString("N0", CultureInfo.InvariantCulture)} parameters)";
    }
}
