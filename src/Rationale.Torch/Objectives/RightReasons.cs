using Rationale.Constraints;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using static TorchSharp.torch;

namespace Rationale.Torch.Objectives;

/// <summary>
/// Right for the right reasons (Ross, Hughes and Doshi-Velez 2017) by autograd, for any module in any loop of one's own: the terms of a declared model, to be added and
/// differentiated by the caller. Each is computed from the graph that declared models are trained with. All methods may be called from several threads.
/// </summary>
public static class RightReasons
{
    /// <summary>The examples as a leaf whose gradient can be asked for: give these to the module, and to the other methods. Not for token ids, which have no gradient: the other methods take the vectors that the module's embedding made of them, which autograd watches already.</summary>
    /// <param name="x">Examples.</param>
    public static Tensor Explained(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.detach().requires_grad_();
    }

    /// <summary>The task loss of a classifier: cross-entropy of logits, [examples×classes], with the class of each example; for one logit the binary one with 0 or 1 of each example.</summary>
    /// <param name="logits">z.</param>
    /// <param name="labels">64-bit integers, [examples].</param>
    /// <param name="reduction">The sum over examples, or their mean.</param>
    /// <returns>A scalar.</returns>
    public static Tensor CrossEntropy(Tensor logits, Tensor labels, Reduction reduction = Reduction.Sum)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        var graph = ObjectiveGraph.For(ObjectiveGraph.Specification(new ClassifierTask((int)logits.shape[^1], reduction), [1]));
        return graph.Evaluator(logits, labels)[graph.Terms[Graph.Objectives.TaskLoss.Key]];
    }

    /// <summary>The task loss of a regressor: squared errors, summed over the outputs of an example.</summary>
    /// <param name="predictions">Predictions, [examples×outputs].</param>
    /// <param name="targets">Targets, of the same shape.</param>
    /// <param name="reduction">The sum over examples, or their mean.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor SquaredError(Tensor predictions, Tensor targets, Reduction reduction = Reduction.Sum)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        if (!predictions.shape.SequenceEqual(targets.shape))
        {
            throw new ArgumentException($"The targets have the shape {Text(targets)}, but the predictions have {Text(predictions)}; give a target for each.", nameof(targets));
        }

        var graph = ObjectiveGraph.For(ObjectiveGraph.Specification(new RegressorTask((int)predictions.shape[^1], reduction), [1]));
        var evaluator = graph.Evaluator(predictions);
        evaluator[graph.Input("targets")] = targets;
        return evaluator[graph.Terms[Graph.Objectives.TaskLoss.Key]];
    }

    /// <summary>The gradient ∂s/∂x of the attribution target of each example with respect to its input, itself open to differentiation.</summary>
    /// <param name="outputs">What the module gave for <paramref name="x"/>, [examples×outputs].</param>
    /// <param name="x">What <see cref="Explained"/> gave, or the vectors of token ids.</param>
    /// <param name="target">s; null for the sum of the log-probabilities of all classes.</param>
    /// <param name="labels">The class of each example, for targets that look at it.</param>
    /// <returns>Of the shape of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">Autograd does not watch x, the outputs do not depend on it, or labels are missing.</exception>
    public static Tensor Gradient(Tensor outputs, Tensor x, Target? target = null, Tensor? labels = null)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(x);
        if (!x.requires_grad || !outputs.requires_grad)
        {
            throw new ArgumentException("The outputs were not computed from examples that autograd watches; give the module what RightReasons.Explained(x) returns, outside of no_grad.", nameof(x));
        }

        var task = new ClassifierTask((int)outputs.shape[^1], Reduction.Sum);
        var explained = target ?? new Target(TargetOutput.LogProbability, TargetClass.All);
        var graph = Explanation(task, explained, PenaltyNorm.L2, Reduction.Sum, Extents(x));
        var gradient = ExplanationGradient(graph);
        if (labels is null && graph.Labels is { } missing && new ComputationGraph([new Output("s", OutputKind.PerExample, gradient)]).Nodes().Contains(missing))
        {
            throw new ArgumentException($"The attribution target is the {explained}, but no labels are given; give the class of each example.", nameof(labels));
        }

        var evaluator = graph.Evaluator(outputs, labels);
        evaluator[graph.Forward.Features] = x;
        return evaluator.TryDifferentiate(gradient) ?? throw new ArgumentException("The outputs do not depend on the examples; look for a detach() in forward.", nameof(outputs));
    }

    /// <summary>The explanation penalty, |A ⊙ ∂s/∂x|² (RRR, equation 1), without its weight.</summary>
    /// <param name="gradient">∂s/∂x.</param>
    /// <param name="annotations">The annotation mask A, of the same shape: 1 where a value must not matter. For vectors of token ids, one dimension less: the mask of an id counts for all of its vector.</param>
    /// <param name="norm">Squares or absolute values.</param>
    /// <param name="reduction">Their sum; divided by the examples; or by the annotated values.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor ExplanationPenalty(Tensor gradient, Tensor annotations, PenaltyNorm norm = PenaltyNorm.L2, Reduction reduction = Reduction.Sum)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(annotations);
        var ofIds = annotations.shape.SequenceEqual(gradient.shape[..^1]);
        if (!ofIds && (annotations.ndim != gradient.ndim || !annotations.shape[..^1].SequenceEqual(gradient.shape[..^1]) || (annotations.shape[^1] != gradient.shape[^1] && annotations.shape[^1] != 1)))
        {
            throw new ArgumentException($"The annotations have the shape {Text(annotations)}, but the gradient has {Text(gradient)}; give a mask with a value for each feature.", nameof(annotations));
        }

        var graph = Explanation(new ClassifierTask(1, Reduction.Sum), new Target(TargetOutput.Logit, TargetClass.All), norm, reduction, Extents(ofIds ? annotations : gradient), ofIds ? (int)gradient.shape[^1] : 0);
        var evaluator = new GraphEvaluator(gradient, gradient.shape[0]) { [ExplanationGradient(graph)] = gradient, [graph.Input(Graph.Objectives.ExplanationPenalty.Mask)] = annotations };
        return evaluator[graph.Terms[Graph.Objectives.ExplanationPenalty.Key]];
    }

    /// <summary>The weight penalty, λ₂ Σ θ² + λ₃ Σ |θ|, biases included (RRR, equation 1).</summary>
    /// <param name="parameters">θ, for instance <c>module.parameters()</c>.</param>
    /// <param name="l2">λ₂.</param>
    /// <param name="l1">λ₃.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">There are no parameters.</exception>
    public static Tensor WeightPenalty(IEnumerable<Tensor> parameters, double l2, double l1 = 0)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Tensor[] all = [.. parameters.Select(parameter => parameter.flatten())];
        if (all.Length == 0)
        {
            throw new ArgumentException("There are no parameters to penalize; give those of the module.", nameof(parameters));
        }

        // Which parts there are is a property of the graph; how much they weigh is given.
        var graph = ObjectiveGraph.For(ObjectiveGraph.Specification(new RegressorTask(1, Reduction.Sum), [1], new WeightPenalty(l2 == 0 ? 0 : 1, l1 == 0 ? 0 : 1)));
        var evaluator = new GraphEvaluator(all[0], 1) { [graph.Forward.AllParameters()] = cat(all) };
        foreach (var coefficient in new WeightPenalty(l2, l1).Coefficients)
        {
            evaluator.Set(coefficient.Key, coefficient.Value);
        }

        return evaluator[graph.Terms[Graph.Objectives.WeightPenalty.Key]];
    }

    /// <summary>The authors' rule for the weight of the explanation penalty (appendix A): before the first step it is <paramref name="ratio"/> times as large as the task loss.</summary>
    /// <param name="taskLoss">The task loss, over examples that are typical of a batch.</param>
    /// <param name="explanationPenalty">The explanation penalty over the same examples, without a weight.</param>
    /// <param name="ratio">The authors found 0.2 to 30 to work.</param>
    /// <returns>λ₁.</returns>
    /// <exception cref="ArgumentException">There is nothing to compare with.</exception>
    public static double AutomaticWeight(Tensor taskLoss, Tensor explanationPenalty, double ratio)
    {
        ArgumentNullException.ThrowIfNull(taskLoss);
        ArgumentNullException.ThrowIfNull(explanationPenalty);
        var (task, penalty) = (taskLoss.to(float64).item<double>(), explanationPenalty.to(float64).item<double>());
        var weight = ratio * task / penalty;
        return penalty > 0 && double.IsFinite(weight)
            ? weight
            : throw new ArgumentException(
                FormattableString.Invariant($"The automatic weight is a ratio of two terms, but the task loss is {task} and the explanation penalty is {penalty}; annotate inputs that have a gradient, or choose a weight."),
                nameof(explanationPenalty));
    }

    /// <summary>
    /// The mask rule M_c (section 3.2), with which another explanation is found: 1 where a gradient is larger than a share c of the largest of its example. A training that
    /// takes these masks for its annotations must find other reasons.
    /// </summary>
    /// <param name="gradient">∂s/∂x, [examples×…]; the authors look at the probability of the predicted class.</param>
    /// <param name="cutoff">c, in [0, 1).</param>
    /// <returns>0 or 1, of the gradient's shape and type, without a derivative.</returns>
    /// <exception cref="ArgumentOutOfRangeException">c is not in [0, 1).</exception>
    public static Tensor LargestGradients(Tensor gradient, double cutoff = LargestGradientMask.DefaultCutoff)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        LargestGradientMask.CheckCutoff(cutoff);
        var sizes = gradient.detach().abs().to(float64).flatten(1);
        return sizes.gt(sizes.amax([1], keepdim: true) * HeldNumbers.Get(cutoff)).type_as(gradient).view_as(gradient);
    }

    private static ObjectiveGraph Explanation(ModelTask task, Target target, PenaltyNorm norm, Reduction reduction, int[] inputShape, int vectorLength = 0)
    {
        var model = ObjectiveGraph.Specification(task, inputShape, new ExplanationPenalty(1, 0, target, norm, reduction));
        return ObjectiveGraph.For(vectorLength > 0 ? model with { Layers = EquatableArray.Create<Layer>(new EmbeddingLayer(1, vectorLength)) } : model);
    }

    private static Node ExplanationGradient(ObjectiveGraph graph) => graph.Forward.Builder.Nodes.Single(node => node.Operator is Graph.Operators.GradientOp);

    private static int[] Extents(Tensor tensor) => [.. tensor.shape[1..].Select(extent => (int)extent)];

    private static string Text(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
