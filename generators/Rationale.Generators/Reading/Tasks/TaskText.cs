using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>How messages write a task.</summary>
internal static class TaskText
{
    /// <summary>The attribute with its size: <c>[Classifier(10)]</c>.</summary>
    public static string Format(ModelTask task) => $"[{(task is ClassifierTask ? "Classifier" : "Regressor")}({Outputs(task)})]";

    /// <summary>The number of outputs that the task needs.</summary>
    public static string Outputs(ModelTask task) => ReadingContext.Text(task.Outputs);
}
