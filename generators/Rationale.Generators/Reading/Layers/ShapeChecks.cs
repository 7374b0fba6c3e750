using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Walks through the layers of a model with the shape of an example and reports what does not fit, with the computed sizes.</summary>
internal static class ShapeChecks
{
    /// <summary>Checks layers against each other and against the task.</summary>
    public static void Check(LayerStack stack, ModelTask task, ReadingContext context)
    {
        if (Walk(stack, out var parameters, context) is not { } shapes)
        {
            return;
        }

        if (parameters == 0)
        {
            var last = stack.Layers.Count > 0 ? stack.Layers[stack.Layers.Count - 1].Attribute.Location : context.TypeLocation;
            context.Problems.Block(RuleIds.NoParameters, last, context.ModelName, TaskText.Outputs(task));
        }
        else
        {
            OutputChecks.Check(stack, shapes, task, context);
        }
    }

    /// <summary>The shape before each layer and after the last; null after reporting what does not fit.</summary>
    private static List<EquatableArray<int>>? Walk(LayerStack stack, out double parameters, ReadingContext context)
    {
        parameters = 0;
        if (stack.Join is null)
        {
            return Walk(stack, stack.InputShape, stack.Layers, ref parameters, context);
        }

        if (!InputChecks.CheckSizes(stack.Inputs, context))
        {
            return null;
        }

        foreach (var input in stack.Inputs)
        {
            if (Walk(stack, input.Shape, input.Layers, ref parameters, context) is null)
            {
                return null;
            }
        }

        return JoinChecks.Check(stack, context) is { } joined ? Walk(stack, joined, stack.Layers, ref parameters, context) : null;
    }

    private static List<EquatableArray<int>>? Walk(
        LayerStack stack, EquatableArray<int> start, IReadOnlyList<(AttributeUse Attribute, Layer Layer)> layers, ref double parameters, ReadingContext context)
    {
        var shapes = new List<EquatableArray<int>> { start };
        foreach (var (attribute, layer) in layers)
        {
            var shape = shapes[shapes.Count - 1];
            try
            {
                shapes.Add(layer.OutputShape(shape));
            }
            catch (ShapeException exception)
            {
                ReportMisfit(stack, attribute, layer, shape, exception.Message, context);
                return null;
            }

            parameters += layer.ParameterCount(shape);
            if (Math.Max(parameters, layer.MaxExampleLength(shape)) > int.MaxValue)
            {
                context.Problems.Block(RuleIds.ModelTooLarge, attribute.Location, context.ModelName, attribute.Name);
                return null;
            }
        }

        return shapes;
    }

    private static void ReportMisfit(LayerStack stack, AttributeUse attribute, Layer layer, EquatableArray<int> shape, string message, ReadingContext context)
    {
        // [Flatten] is the only layer that restores one dimension; that examples are images only [Input] can say.
        var (property, value) = layer is DenseLayer && shape.Count > 1
            ? (ProblemProperties.MissingLayer, "Flatten")
            : (ProblemProperties.Input, TakesImages(layer) && IsInputOf(attribute, stack) ? ImageOf(shape) : null);
        context.Problems.BlockFixable(RuleIds.ShapesDoNotFit, attribute.Location, property, value, context.ModelName, message);
    }

    private static bool TakesImages(Layer layer) => layer is ConvLayer or ConvTransposeLayer or MaxPoolLayer or AveragePoolLayer or GlobalAveragePoolLayer
        or AdaptiveAveragePoolLayer or AdaptiveMaxPoolLayer or ResizeLayer or UpsampleLayer;

    /// <summary>Whether a layer gets examples of the shape that the only [Input] gives, whatever that is.</summary>
    private static bool IsInputOf(AttributeUse attribute, LayerStack stack) =>
        stack.Join is null && stack.Layers.TakeWhile(entry => entry.Attribute != attribute).All(entry => entry.Layer is ActivationLayer or DropoutLayer or LayerNormLayer);

    /// <summary>A matrix as an image of one channel; a flat example as the square image that it probably is, with one channel or three; null for anything else.</summary>
    private static string? ImageOf(EquatableArray<int> shape)
    {
        if (shape.Count == 2)
        {
            return $"{ReadingContext.Text(shape[0])}, {ReadingContext.Text(shape[1])}, 1";
        }

        foreach (var channels in shape.Count == 1 ? new[] { 1, 3 } : [])
        {
            var side = (int)Math.Round(Math.Sqrt(shape[0] / (double)channels));
            if (side > 1 && (long)side * side * channels == shape[0])
            {
                return $"{ReadingContext.Text(side)}, {ReadingContext.Text(side)}, {ReadingContext.Text(channels)}";
            }
        }

        return null;
    }
}
