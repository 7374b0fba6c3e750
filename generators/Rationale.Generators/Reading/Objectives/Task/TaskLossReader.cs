using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Reading;

/// <summary>Reads the weights in the task loss.</summary>
internal static class TaskLossReader
{
    /// <summary>Reads the loss, and reports weights that do not fit the classes.</summary>
    public static TaskLoss Read(ModelAttributes attributes, ModelTask? task, ReadingContext context)
    {
        var attribute = attributes.Tasks.FirstOrDefault();
        if (attribute is null || task is null)
        {
            return new TaskLoss();
        }

        var takesWeights = attribute.Value(nameof(TaskAttribute.TakesWeights), false);
        if (attribute.ClassName != nameof(ClassifierAttribute) || attribute.Numbers(nameof(ClassifierAttribute.ClassWeights)) is not { Length: > 0 } weights)
        {
            return new TaskLoss(TakesWeights: takesWeights);
        }

        if (task.Outputs >= 1 && ExampleWeights.Problem(weights, task) is { } problem)
        {
            context.Problems.Block(RuleIds.ClassWeightsDoNotFit, attribute.LocationOf(nameof(ClassifierAttribute.ClassWeights)), context.ModelName, problem);
        }

        return new TaskLoss(new EquatableArray<float>(weights.Select(weight => (float)weight)), takesWeights);
    }
}
