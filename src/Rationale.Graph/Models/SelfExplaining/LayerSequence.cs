namespace Rationale.Graph.Models;

/// <summary>Layers one after another, as a part of a larger layer.</summary>
internal static class LayerSequence
{
    /// <summary>The shape that the last layer gives.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="input">Shape of an example.</param>
    /// <param name="part">What readers call the part, for messages.</param>
    /// <exception cref="ShapeException">A layer cannot take what the one before gives.</exception>
    public static EquatableArray<int> OutputShape(EquatableArray<Layer> layers, EquatableArray<int> input, string part)
    {
        try
        {
            return layers.Aggregate(input, (shape, layer) => layer.OutputShape(shape));
        }
        catch (ShapeException exception)
        {
            throw new ShapeException($"in the {part}, {exception.Message}");
        }
    }

    /// <summary>Number of parameters of all layers.</summary>
    public static double ParameterCount(EquatableArray<Layer> layers, EquatableArray<int> input) => Walk(layers, input).Sum(step => step.Layer.ParameterCount(step.Input));

    /// <summary>The most values of an example that a layer holds at once.</summary>
    public static double MaxExampleLength(EquatableArray<Layer> layers, EquatableArray<int> input) => Walk(layers, input).Select(step => step.Layer.MaxExampleLength(step.Input)).DefaultIfEmpty(0).Max();

    /// <summary>Applies the layers in order.</summary>
    public static Node Apply(EquatableArray<Layer> layers, LayerContext context, Node input) => layers.Aggregate(input, (value, layer) => layer.Apply(context, value));

    /// <summary>The layers as text, without those that have no say in the meaning of parameters.</summary>
    public static string Signature(EquatableArray<Layer> layers) => string.Join(" ", layers.Where(layer => layer is not DropoutLayer).Select(layer => layer.Signature));

    private static IEnumerable<(Layer Layer, EquatableArray<int> Input)> Walk(EquatableArray<Layer> layers, EquatableArray<int> input)
    {
        foreach (var layer in layers)
        {
            yield return (layer, input);
            input = layer.OutputShape(input);
        }
    }
}
