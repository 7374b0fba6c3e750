using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Attribution;

/// <summary>
/// The names by which layers are asked for: that of its parameters where a layer has some of its own (<c>conv2</c> owns <c>conv2.weight</c>), otherwise its kind and number (<c>relu1</c>).
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class LayerNames
{
    /// <summary>The names of a model's layers, in their order.</summary>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<string> List(ModelSpecification model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var context = new LayerContext(new GraphBuilder(), training: false);
        foreach (var input in model.Inputs)
        {
            // What stands before the model's own layers is counted, but not listed.
            _ = input.Layers.Aggregate(context.Builder.Input(input.Name, new Shape(true, input.Shape)), (before, layer) => layer.Apply(context, before));
        }

        var value = context.Builder.Input("joined inputs", new Shape(true, model.JoinedShape));
        var (names, numbers) = (new List<string>(), new Dictionary<string, int>());
        foreach (var layer in model.Layers)
        {
            var known = context.Parameters.Count;
            value = layer.Apply(context, value);
            string[] owners = [.. context.Parameters.Skip(known).Select(parameter => parameter.Key[..parameter.Key.IndexOf('.')]).Distinct()];
            var number = numbers[layer.Name] = numbers.GetValueOrDefault(layer.Name) + 1;
            names.Add(owners.Length == 1 && layer is not ResidualLayer ? owners[0] : $"{char.ToLowerInvariant(layer.Name[0])}{layer.Name[1..]}{number}");
        }

        return names;
    }

    /// <summary>Says that a method needs the layers of a module that nobody has read.</summary>
    internal static NotSupportedException Unknown(string method, string model) => new(
        $"{method} goes through the layers of a model, but those of '{model}' are not known: its forward was not understood, and an advice of the analyzer names the part; write that part so that it is, or use IntegratedGradients.");

    /// <summary>A layer that gives images: the one that is named or numbered, or else the last convolution or residual block.</summary>
    /// <exception cref="ArgumentException">There is no such layer, or it gives no images; the message names it and lists those that do.</exception>
    internal static ImageLayer Image(ModelSpecification model, int? index, string? name)
    {
        if (index is not null && name is not null)
        {
            throw new ArgumentException($"Grad-CAM was to look at layer {index} and at layer '{name}'; name one.");
        }

        var shapes = model.Layers.Aggregate(new List<EquatableArray<int>> { model.JoinedShape }, (all, layer) => [.. all, layer.OutputShape(all[^1])])[1..];
        int[] images = [.. Enumerable.Range(0, shapes.Count).Where(layer => shapes[layer].Count == 3)];
        if (model.InputShape.Count != 3 || images.Length == 0)
        {
            throw new ArgumentException($"Grad-CAM needs layers that give images, but '{model.Name}' has none: its examples are [{string.Join(", ", model.InputShape)}]; use another method.");
        }

        string[] names = [.. List(model)];
        var those = $"those that give images are {string.Join(", ", images.Select(layer => names[layer]))}";
        var found = name is not null ? Array.IndexOf(names, name)
            : index ?? images.LastOrDefault(layer => model.Layers[layer] is ConvLayer or ResidualLayer, -1);
        if (name is null && index is null && found < 0)
        {
            throw new ArgumentException($"Grad-CAM looks at the last convolution or residual block unless a layer is named, but '{model.Name}' has none; name one: {those}.");
        }

        if ((uint)found >= (uint)shapes.Count)
        {
            throw new ArgumentException(name is not null
                ? $"Grad-CAM was to look at the layer '{name}' of '{model.Name}', which does not exist; {those}."
                : $"Grad-CAM was to look at layer {index}, but '{model.Name}' has the layers 0 to {shapes.Count - 1}; {those}.");
        }

        return images.Contains(found)
            ? new ImageLayer(found, shapes[found][0], shapes[found][1], shapes[found][2])
            : throw new ArgumentException($"Grad-CAM was to look at the layer '{names[found]}' of '{model.Name}', which gives [{string.Join(", ", shapes[found])}] and no images; {those}.");
    }
}

/// <summary>A layer that gives images.</summary>
/// <param name="Index">Its index among the layers of the model.</param>
/// <param name="Height">Rows of what it gives.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Channels.</param>
internal readonly record struct ImageLayer(int Index, int Height, int Width, int Channels);
