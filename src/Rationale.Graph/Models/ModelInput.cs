using Rationale.Graph.Objectives;

namespace Rationale.Graph.Models;

/// <summary>
/// One input of a model, by the name under which data sets, programs, masks and attributions know it. Where a model has several, each goes through layers of its own, and what they give
/// stands side by side along the last axis for the layers of the model.
/// </summary>
/// <param name="Name">A name of letters, digits and underscores that begins with a letter.</param>
/// <param name="Shape">Shape of one example, without the batch dimension.</param>
/// <param name="Layers">Layers of the input's own, in order; none where the layers of the model take it as it is. Their parameters stand before those of the layers of the model.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ModelInput(string Name, EquatableArray<int> Shape, EquatableArray<Layer> Layers = default)
{
    /// <summary>The name of the only input of most models, and of what a data set calls its features.</summary>
    public const string Features = "features";

    /// <summary>Number of values of one example.</summary>
    public int Width => Shape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>The name under which the annotation mask of the input is known: 1 where a value must not matter.</summary>
    public string Mask => Name == Features ? ExplanationPenalty.Mask : $"{ExplanationPenalty.Mask}.{Name}";

    /// <summary>Shape of what the input's own layers give.</summary>
    /// <exception cref="ShapeException">A layer cannot take what the one before gives.</exception>
    public EquatableArray<int> OutputShape => LayerSequence.OutputShape(Layers, Shape, $"layers of the input '{Name}'");

    /// <summary>What is wrong with the inputs of a model, as one sentence; null if nothing is.</summary>
    public static string? Problem(ModelSpecification model)
    {
        if (model.Inputs.Count == 0)
        {
            return $"'{model.Name}' has no input, but a model needs at least one; give it a ModelInput.";
        }

        if (model.Inputs.GroupBy(input => input.Name).FirstOrDefault(group => group.Count() > 1) is { } doubled)
        {
            return $"'{model.Name}' has several inputs named '{doubled.Key}'; give them names of their own.";
        }

        foreach (var input in model.Inputs)
        {
            if (string.IsNullOrEmpty(input.Name) || !char.IsLetter(input.Name[0]) || !input.Name.All(letter => char.IsLetterOrDigit(letter) || letter == '_'))
            {
                return $"An input of '{model.Name}' is named '{input.Name}', but names of inputs are letters, digits and underscores, and begin with a letter.";
            }

            if (input.Name is "labels" or "targets" or "outputs" or ExplanationPenalty.Mask or ExampleWeights.Input)
            {
                return $"An input of '{model.Name}' is named '{input.Name}', which data sets and programs call something else; give it another name.";
            }

            if (input.Shape.Count == 0 || input.Shape.Any(extent => extent < 1))
            {
                var which = model.Inputs.Count == 1 ? "" : $" '{input.Name}'";
                return $"The input shape{which} of '{model.Name}' is [{string.Join(", ", input.Shape)}], but it needs at least one extent and none below 1.";
            }
        }

        return null;
    }
}
