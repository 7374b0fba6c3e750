using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Holds the end of a classifier against what it is said to give: logits, or the probabilities of a smoothed model.</summary>
internal static class ActivationChecks
{
    /// <summary>Advises against a last layer that bounds or drops logits, and against one that gives no probabilities where they are declared. A regressor may want one: [Softplus] keeps its outputs positive.</summary>
    public static void Check(LayerStack stack, ModelSpecification model, ReadingContext context)
    {
        if (model.Task is not ClassifierTask || stack.Layers.Count == 0 || model.EndsInProbabilities)
        {
            return;
        }

        var (attribute, last) = stack.Layers[stack.Layers.Count - 1];
        if (model.Smoothing is { Base: BaseOutput.Probabilities })
        {
            var layer = model.Task.Outputs > 1 ? "Softmax" : "Sigmoid";
            context.Problems.AdviseFixable(RuleIds.LogitsAsProbabilities, attribute.Location, ProblemProperties.MissingLayer, layer, context.ModelName, attribute.Name, layer);
        }
        else if (last is ActivationLayer or SoftmaxLayer or DropoutLayer)
        {
            context.Problems.Advise(RuleIds.ActivationBeforeClassifier, attribute.Location, context.ModelName, attribute.Name, TaskText.Format(model.Task));
        }
    }
}
