using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>
/// The differences r_c = ∇f_c − Σᵢ φ′ Aᵢ θᵢ_c ∇hᵢ of a self-explaining network (Alvarez-Melis and Jaakkola 2018, equation 3), one per penalized class,
/// of the shape of an input, for each input of the penalty.
/// </summary>
/// <remarks>Thread safety: on one graph, by one thread; see <see cref="GraphBuilder"/>.</remarks>
public static class RelevanceDifferences
{
    /// <summary>The differences by the cheapest route.</summary>
    public static IReadOnlyList<Node> Create(RobustnessPenalty penalty, ModelTask task, ModelGraph forward) =>
        penalty.Target.Output == TargetOutput.Logit ? ByRelevances(penalty, task, forward) : ByJacobians(penalty, task, forward);

    /// <summary>
    /// For logits: ∇f_c = Σ Aᵢ θᵢ_c ∇hᵢ + Σ Aᵢ hᵢ ∇θᵢ_c, so the difference is the second sum alone. It is one product of θ's Jacobian with A h for each
    /// class, and the Jacobian of h is not needed. h is constant for this derivative and not for the one that trains. Where contributions are transformed, both sums have
    /// their slopes φ′ as factors.
    /// </summary>
    public static IReadOnlyList<Node> ByRelevances(RobustnessPenalty penalty, ModelTask task, ModelGraph forward)
    {
        var (nodes, count) = (forward.Concepts!, forward.Concepts!.Concepts.Shape.Last);
        var relevances = nodes.Relevances;
        var column = nodes.Concepts.Reshape(Shape.PerExample(count, 1));
        var cotangent = nodes.Scales is { } scales ? column * scales : column;
        return [.. penalty.InputsOf(forward).SelectMany(By)];

        IEnumerable<Node> By(Node features) => Listed(penalty.Target, task) is { } classes
            ? classes.Select(c => Functions.VectorJacobianProduct(relevances.Slice(1, c, 1), features, Transformed(nodes.Slopes?.Slice(1, c, 1), cotangent), $"θ{c}"))
            : [Functions.VectorJacobianProduct(relevances, features, Transformed(nodes.Slopes, cotangent.BatchedMatMul(Weights(penalty, task, forward).Reshape(Shape.PerExample(1, task.Outputs)))), "θ")];

        static Node Transformed(Node? slopes, Node cotangent) => slopes is null ? cotangent : slopes * cotangent;
    }

    /// <summary>For any output: the gradient of the output, and the product of the Jacobian of h with φ′ A θ_c, for each class.</summary>
    public static IReadOnlyList<Node> ByJacobians(RobustnessPenalty penalty, ModelTask task, ModelGraph forward)
    {
        var (nodes, count) = (forward.Concepts!, forward.Concepts!.Concepts.Shape.Last);
        var outputs = Values(penalty.Target.Output, forward.Outputs);
        return [.. penalty.InputsOf(forward).SelectMany(By)];

        IEnumerable<Node> By(Node features)
        {
            if (Listed(penalty.Target, task) is { } classes)
            {
                return classes.Select(c => Difference(features, outputs.Slice(0, c, 1), nodes.Derivatives.Slice(1, c, 1)));
            }

            var weights = Weights(penalty, task, forward);
            return [Difference(features, (weights * outputs).SumPerExample(), nodes.Derivatives.BatchedMatMul(weights.Reshape(Shape.PerExample(task.Outputs, 1))))];
        }

        Node Difference(Node features, Node output, Node effects) =>
            Functions.GradientOf(output, features, "f") - Functions.VectorJacobianProduct(nodes.Concepts, features, effects.Reshape(Shape.PerExample(count)), "h");
    }

    /// <summary>The classes that are known before an example is seen; null where the example decides.</summary>
    private static IEnumerable<int>? Listed(Target target, ModelTask task) => target switch
    {
        { Index: { } index } => [task.Outputs == 1 ? 0 : index],
        { Class: TargetClass.All } => Enumerable.Range(0, task.Outputs),
        _ => null,
    };

    private static Node Values(TargetOutput output, Node logits) => (output, logits.Shape.Last) switch
    {
        (TargetOutput.Logit, _) => logits,
        (TargetOutput.Probability, 1) => logits.Sigmoid(),
        (TargetOutput.LogProbability, 1) => -(-logits).Softplus(),
        (TargetOutput.Probability, _) => logits.Softmax(),
        _ => logits.LogSoftmax(),
    };

    /// <summary>1 at the class that counts. Of a single logit, that one.</summary>
    private static Node Weights(RobustnessPenalty penalty, ModelTask task, ModelGraph forward) =>
        task.Outputs == 1 ? forward.Builder.Constant(1, forward.Outputs.Shape)
        : penalty.Target.Class == TargetClass.Predicted ? forward.Outputs.ArgMaxMask()
        : forward.Targets(task);
}
