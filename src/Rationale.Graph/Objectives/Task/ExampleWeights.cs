using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>
/// Weights of examples in the task loss: a sum becomes Σ wᵢ lᵢ, a mean Σ wᵢ lᵢ / Σ wᵢ over the batch, as scikit-learn and PyTorch's <c>CrossEntropyLoss(weight)</c> have it. The weight of an example
/// is its own times that of its class; a batch whose weights are all zero has a loss of zero.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ExampleWeights
{
    /// <summary>The input with one weight for each example.</summary>
    public const string Input = "exampleWeights";

    /// <summary>The objectives of a model with a task loss that reads weights; the model itself where it does already.</summary>
    public static ModelSpecification Require(ModelSpecification model) => model.Find<TaskLoss>() is { IsWeighted: false }
        ? model with { Objectives = new EquatableArray<ObjectiveTerm>(model.Objectives.Select(term => term is TaskLoss loss ? loss with { TakesWeights = true } : term)) }
        : model;

    /// <summary>Why weights do not fit the classes of a task; null where they do.</summary>
    /// <param name="weights">One for each class.</param>
    /// <param name="task">The task.</param>
    public static string? Problem(IReadOnlyList<double> weights, ModelTask task)
    {
        if (task is not ClassifierTask classifier)
        {
            return "a regressor has no classes";
        }

        // A binary classifier has one logit and two classes.
        var classes = Math.Max(2, classifier.Classes);
        if (weights.Count != classes)
        {
            return $"there are {Operators.Number.Plain(weights.Count)} weights for {Operators.Number.Plain(classes)} classes";
        }

        for (var i = 0; i < weights.Count; i++)
        {
            if (!(weights[i] >= 0) || double.IsInfinity(weights[i]))
            {
                return $"the weight of class {Operators.Number.Plain(i)} is {Operators.Number.Plain(weights[i])}, but weights are finite numbers of 0 or more";
            }
        }

        return weights.All(weight => weight == 0) ? "all weights are 0" : null;
    }

    /// <summary>Reduces losses with their weights as a task does.</summary>
    internal static Node Reduce(ObjectiveContext context, Node losses)
    {
        var weights = context.Input(Input).Named("w");
        var total = (weights * losses).Total();
        return context.Task.Reduction == Reduction.Sum ? total : total / weights.Total().Maximum(context.Builder.Constant(MinTotal, Shape.Scalar));
    }

    /// <summary>Far below any sum of weights that are not all zero, and a normal number in single precision.</summary>
    private const double MinTotal = 1e-30;
}
