using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Walks through the layers of a model with the shape of a row and reports what does not fit, with the computed sizes.</summary>
internal static class ShapeChecks
{
    /// <summary>Checks layers against each other and against the task.</summary>
    public static void Check(LayerStack stack, ModelTask task, ReadingContext context)
    {
        if (!stack.Layers.Any(entry => entry.Layer is Dense))
        {
            var last = stack.Layers.Count > 0 ? stack.Layers[stack.Layers.Count - 1].Attribute.Location : context.TypeLocation;
            context.Problems.Block(RuleIds.NoParameters, last, context.ModelName, TaskText.Outputs(task));
        }
        else if (Walk(stack, context) is { } output)
        {
            CheckOutputs(stack, output, task, context);
        }
    }

    private static EquatableArray<int>? Walk(LayerStack stack, ReadingContext context)
    {
        var shape = stack.InputShape;
        var parameters = 0L;
        foreach (var (attribute, layer) in stack.Layers)
        {
            var size = Size(shape);
            parameters = Saturate(layer is Dense dense ? parameters + (dense.Units * (size + (dense.Bias ? 1.0 : 0.0))) : parameters);
            if (size > int.MaxValue || parameters > int.MaxValue)
            {
                context.Problems.Block(RuleIds.ModelTooLarge, attribute.Location, context.ModelName, attribute.Name);
                return null;
            }

            try
            {
                shape = layer.OutputShape(shape);
            }
            catch (ShapeException exception)
            {
                // The only layer that restores one dimension; anything else has to come from the user.
                var missing = layer is Dense && shape.Count > 1 ? nameof(Flatten) : null;
                context.Problems.BlockFixable(RuleIds.ShapesDoNotFit, attribute.Location, ProblemProperties.MissingLayer, missing, context.ModelName, exception.Message);
                return null;
            }
        }

        return shape;
    }

    private static void CheckOutputs(LayerStack stack, EquatableArray<int> output, ModelTask task, ReadingContext context)
    {
        if (output.Count == 1 && output[0] == task.Outputs)
        {
            return;
        }

        // Blame the last layer that decides the size; activations after it only hand it on.
        var (attribute, _) = stack.Layers.Last(entry => entry.Layer is Dense);
        var units = ReadingContext.Text(task.Outputs);
        context.Problems.BlockFixable(
            RuleIds.OutputsDoNotFitTask,
            attribute.LocationOf("units"),
            ProblemProperties.Units,
            units,
            context.ModelName,
            ShapeException.Format(output),
            TaskText.Of(task),
            units);
    }

    private static double Size(EquatableArray<int> shape) => shape.Aggregate(1.0, (product, extent) => product * extent);

    private static long Saturate(double count) => count > long.MaxValue ? long.MaxValue : (long)count;
}
