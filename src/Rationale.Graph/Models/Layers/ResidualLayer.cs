namespace Rationale.Graph.Models;

/// <summary>A block with a shortcut around it: y = block(x) + x.</summary>
/// <param name="Block">Name of the class that declares the block.</param>
/// <param name="Layers">Layers of the block.</param>
public sealed record ResidualLayer(string Block, EquatableArray<Layer> Layers) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Residual";

    /// <inheritdoc/>
    public override string Signature => $"Residual({string.Join(" ", Layers.Where(layer => layer is not DropoutLayer).Select(layer => layer.Signature))})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input)
    {
        var output = Walk(input).Output;
        return output == input || Projection(input, output) is not null
            ? output
            : throw new ShapeException($"[Residual(typeof({Block}))] cannot lead {ShapeException.Format(input)} around a block that gives {ShapeException.Format(output)}; the way around can change the channels of an image, and divide height and width by one number");
    }

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input)
    {
        var (steps, output) = Walk(input);
        return steps.Sum(step => step.Layer.ParameterCount(step.Input)) + (Projection(input, output)?.ParameterCount(input) ?? 0);
    }

    /// <inheritdoc/>
    public override double MaxExampleLength(EquatableArray<int> input) => Walk(input).Steps.Aggregate(0.0, (longest, step) => Math.Max(longest, step.Layer.MaxExampleLength(step.Input)));

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        using var block = context.EnterBlock(Block);
        var output = Layers.Aggregate(input, (value, layer) => layer.Apply(context, value));
        var around = Projection(input.Shape.Dimensions, output.Shape.Dimensions) is { } projection ? projection.Apply(context, input) : input;
        return (output + around).Named(context.NextName("r"));
    }

    /// <summary>Each layer of the block with the shape it gets, and the shape that the last one gives.</summary>
    private (List<(Layer Layer, EquatableArray<int> Input)> Steps, EquatableArray<int> Output) Walk(EquatableArray<int> input)
    {
        var steps = new List<(Layer, EquatableArray<int>)>();
        foreach (var layer in Layers)
        {
            steps.Add((layer, input));
            try
            {
                input = layer.OutputShape(input);
            }
            catch (ShapeException exception)
            {
                throw new ShapeException($"in block '{Block}', {exception.Message}");
            }
        }

        return (steps, input);
    }

    /// <summary>The convolution that leads an image around a block that changes its shape; null where none does, or none is needed.</summary>
    private static ConvLayer? Projection(EquatableArray<int> input, EquatableArray<int> output)
    {
        if (input == output || input.Count != 3 || output.Count != 3)
        {
            return null;
        }

        var stride = Math.Max(1, (input[0] + output[0] - 1) / output[0]);
        var window = new Window(1, 1, stride);
        return window.Over(input[0], input[1]) == (output[0], output[1]) ? new ConvLayer(output[2], window, 1, false, Initialization.PyTorchDefault) : null;
    }
}
