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

    /// <summary>Why no input can have a name, as the end of a sentence that begins with it; null if one can.</summary>
    /// <param name="name">The name.</param>
    public static string? NameProblem(string? name) =>
        name is null || name.Length == 0 || !char.IsLetter(name[0]) || !name.All(letter => char.IsLetterOrDigit(letter) || letter == '_')
            ? "but names of inputs are letters, digits and underscores, and begin with a letter"
        : name is "labels" or "targets" or "outputs" or ExplanationPenalty.Mask or ExampleWeights.Input
            ? "which data sets and programs call something else; give it another name"
        : null;

    /// <summary>Shape of one example of what several inputs give side by side along the last axis, or of what the only one gives.</summary>
    /// <exception cref="ShapeException">They cannot stand side by side, or a layer cannot take what the one before gives.</exception>
    internal static EquatableArray<int> JoinedShape(string model, EquatableArray<ModelInput> inputs) => inputs.Skip(1).Aggregate(inputs[0].OutputShape, (joined, input) =>
    {
        var next = input.OutputShape;
        return next.Count == joined.Count && next.Take(next.Count - 1).SequenceEqual(joined.Take(next.Count - 1))
            ? new EquatableArray<int>(joined.Take(next.Count - 1).Append(joined[next.Count - 1] + next[next.Count - 1]))
            : throw new ShapeException(
                $"the inputs of '{model}' give {ShapeException.Format(joined)} and {ShapeException.Format(next)} (of '{input.Name}'), which cannot stand side by side along the last axis; end the layers of each input with [Flatten]");
    });

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
            if (NameProblem(input.Name) is { } problem)
            {
                return $"An input of '{model.Name}' is named '{input.Name}', {problem}.";
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
