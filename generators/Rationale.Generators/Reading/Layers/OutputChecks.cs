using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Holds what the last layer gives against what the task needs.</summary>
internal static class OutputChecks
{
    /// <summary>Reports outputs that do not fit, on the layer that decides them.</summary>
    /// <param name="stack">The layers.</param>
    /// <param name="shapes">The shape before each layer and after the last.</param>
    /// <param name="task">What the model is trained for.</param>
    /// <param name="context">Where problems go.</param>
    public static void Check(LayerStack stack, IReadOnlyList<EquatableArray<int>> shapes, ModelTask task, ReadingContext context)
    {
        var output = shapes[shapes.Count - 1];
        if (output.Count == 1 && output[0] == task.Outputs)
        {
            return;
        }

        var units = TaskText.Outputs(task);
        if (stack.Layers.Count == 0)
        {
            context.Problems.BlockFixable(
                RuleIds.OutputsDoNotFitTask, stack.Join?.Location ?? context.TypeLocation, ProblemProperties.Units, null, context.ModelName, ShapeException.Format(output), TaskText.Format(task), units, $"add [Dense({units})] after [Join]");
            return;
        }

        // Blame the last layer that decides the size; activations after it only hand it on.
        var index = stack.Layers.Count - 1;
        while (index > 0 && stack.Layers[index].Layer is not (DenseLayer or ConvLayer) && shapes[index] == shapes[index + 1])
        {
            index--;
        }

        var (attribute, layer) = stack.Layers[index];
        context.Problems.BlockFixable(
            RuleIds.OutputsDoNotFitTask,
            layer is DenseLayer ? attribute.LocationOf("units") : attribute.Location,
            ProblemProperties.Units,
            layer is DenseLayer ? units : null,
            context.ModelName,
            ShapeException.Format(output),
            TaskText.Format(task),
            units,
            Advice(layer, output, task));
    }

    private static string Advice(Layer last, EquatableArray<int> output, ModelTask task)
    {
        var dense = $"[Dense({TaskText.Outputs(task)})]";
        return last is DenseLayer ? $"write {dense}"
            : output.Count == 1 ? $"add {dense} after it"
            : output.Count >= 2 && output.Count <= 3 && output[output.Count - 1] == task.Outputs ? "add [GlobalAveragePool] after it"
            : output.Count is 2 or 3 ? $"add [Flatten] or [GlobalAveragePool], and {dense} after it"
            : $"add [Flatten] and {dense} after it";
    }
}
