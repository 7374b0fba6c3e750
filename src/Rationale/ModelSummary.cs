using System.Globalization;
using Rationale.Data;
using Rationale.Graph.Models;

namespace Rationale;

/// <summary>A model as a table to read.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ModelSummary
{
    /// <summary>Layers with the shapes that they give and their trained parameters, and the terms of the loss; a layer of many steps is cut after 60 characters.</summary>
    /// <param name="model">Any model; it need not be trained.</param>
    public static string Summary(this IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var specification = model.Specification;
        var table = new TextTable(specification.Name, "output", "parameters");
        foreach (var input in specification.Inputs)
        {
            table.Add(specification.Inputs.Count == 1 ? "Input" : $"Input '{input.Name}'", Shape(input.Shape));
            Add(table, input.Layers, input.Shape);
        }

        Add(table, specification.Layers, specification.JoinedShape);
        table.Add("all", "", Count(model.Parameters.TrainedLength));
        var loss = string.Concat(specification.Objectives.Select(term => $"  {term.Name} = {term.Formula(specification)}\n"));
        return $"{table}\n{specification.ObjectiveFormula}\n{loss}";
    }

    private static void Add(TextTable table, IEnumerable<Layer> layers, Graph.EquatableArray<int> shape)
    {
        foreach (var layer in layers)
        {
            var parameters = layer.ParameterCount(shape);
            shape = layer.OutputShape(shape);
            table.Add(Excerpt.Shorten(layer.Signature), Shape(shape), parameters > 0 ? Count(parameters) : "");
        }
    }

    private static string Shape(IEnumerable<int> shape) => string.Join("×", shape);

    private static string Count(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
