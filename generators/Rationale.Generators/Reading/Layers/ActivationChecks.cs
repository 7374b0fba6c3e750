using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Finds what stands between the last layer with parameters and a classifier, which takes raw logits.</summary>
internal static class ActivationChecks
{
    /// <summary>Advises against a last layer that bounds or drops logits. A regressor may want one: [Softplus] keeps its outputs positive.</summary>
    public static void Check(LayerStack stack, ModelTask task, ReadingContext context)
    {
        if (task is ClassifierTask && stack.Layers.Count > 0 && stack.Layers[stack.Layers.Count - 1] is { Layer: ActivationLayer or DropoutLayer } last)
        {
            context.Problems.Advise(
                RuleIds.ActivationBeforeClassifier,
                last.Attribute.Location,
                context.ModelName,
                last.Attribute.Name,
                TaskText.Format(task));
        }
    }
}
