using Rationale.Constraints;
using static TorchSharp.torch;

namespace Rationale.Torch.Losses;

/// <summary>
/// Right for the right reasons (Ross, Hughes and Doshi-Velez 2017) by autograd, for any module in any loop of one's own. The same terms as of a declared model, to be
/// added and differentiated by the caller.
/// </summary>
public static class RightReasons
{
    /// <summary>The rows as a leaf whose gradient can be asked for: give these to the module, and to the other methods. Not for ids, which have no gradient: the other methods take the vectors that the module's embedding made of them, which autograd watches already.</summary>
    /// <param name="x">Rows.</param>
    public static Tensor Explained(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.detach().requires_grad_();
    }

    /// <summary>The term of right answers: cross-entropy of logits, [rows×classes], with the class of each row; for one logit the binary one with 0 or 1 of each row.</summary>
    /// <param name="logits">z.</param>
    /// <param name="labels">64-bit whole numbers, [rows].</param>
    /// <param name="reduction">The sum over rows, or their mean.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Answers(Tensor logits, Tensor labels, Reduction reduction = Reduction.Sum)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        var sum = logits.shape[^1] == 1
            ? (ExplainedScalars.Softplus(logits) - (labels.view_as(logits) * logits)).sum()
            : -nn.functional.log_softmax(logits, 1).gather(1, labels.reshape(-1, 1)).sum();
        return OverRows(sum, logits, reduction);
    }

    /// <summary>The term of right answers of a regressor: squared errors, summed over the outputs of a row.</summary>
    /// <param name="predictions">Predictions, [rows×outputs].</param>
    /// <param name="targets">Targets, of the same shape.</param>
    /// <param name="reduction">The sum over rows, or their mean.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Errors(Tensor predictions, Tensor targets, Reduction reduction = Reduction.Sum)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        return predictions.shape.SequenceEqual(targets.shape)
            ? OverRows((predictions - targets).pow(2).sum(), predictions, reduction)
            : throw new ArgumentException($"The targets have the shape {Text(targets)}, but the predictions have {Text(predictions)}; give a target for each.", nameof(targets));
    }

    /// <summary>The gradient ∂s/∂x of the explained scalar of each row with respect to its input, itself open to differentiation.</summary>
    /// <param name="outputs">What the module gave for <paramref name="x"/>, [rows×outputs].</param>
    /// <param name="x">What <see cref="Explained"/> gave, or the vectors of ids.</param>
    /// <param name="scalar">s.</param>
    /// <param name="labels">The class of each row, for scalars that look at it.</param>
    /// <returns>Of the shape of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">autograd does not watch x, the outputs do not depend on it, or labels are missing.</exception>
    public static Tensor Gradient(Tensor outputs, Tensor x, ExplainedScalar scalar = ExplainedScalar.SumOfLogProbabilities, Tensor? labels = null)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(x);
        if (!x.requires_grad || !outputs.requires_grad)
        {
            throw new ArgumentException("The outputs were not computed from rows that autograd watches; give the module what RightReasons.Explained(x) returns, outside of no_grad.", nameof(x));
        }

        // Without retain_graph the graph of the outputs would be gone before the loss is differentiated.
        var s = ExplainedScalars.Of(scalar, outputs, labels).sum();
        var gradient = autograd.grad([s], [x], retain_graph: true, create_graph: true, allow_unused: true)[0];
        return gradient is { IsInvalid: false }
            ? gradient
            : throw new ArgumentException("The outputs do not depend on the rows; look for a detach() in forward.", nameof(outputs));
    }

    /// <summary>The term of right reasons, |A ⊙ ∂s/∂x|² (RRR, equation 1), without its weight.</summary>
    /// <param name="gradient">∂s/∂x.</param>
    /// <param name="annotations">A, of the same shape: 1 where a value must not matter. For vectors of ids, one dimension less: the mark of an id counts for all of its vector.</param>
    /// <param name="norm">Squares or absolute values.</param>
    /// <param name="reduction">Their sum; divided by the rows; or by the marks.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Reasons(Tensor gradient, Tensor annotations, PenaltyNorm norm = PenaltyNorm.L2, Reduction reduction = Reduction.Sum)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(annotations);
        var marks = annotations.shape.SequenceEqual(gradient.shape[..^1]) ? annotations.unsqueeze(-1) : annotations;
        if (marks.ndim != gradient.ndim || !marks.shape[..^1].SequenceEqual(gradient.shape[..^1]) || (marks.shape[^1] != gradient.shape[^1] && marks.shape[^1] != 1))
        {
            throw new ArgumentException($"The annotations have the shape {Text(annotations)}, but the gradient has {Text(gradient)}; give a mark for each feature.", nameof(annotations));
        }

        var masked = marks * gradient;
        var total = norm == PenaltyNorm.L2 ? masked.pow(2).sum() : masked.abs().sum();
        return reduction == Reduction.Normalized ? total / annotations.sum().clamp_min(1) : OverRows(total, gradient, reduction);
    }

    /// <summary>The penalty on parameters, λ₂ Σ θ² + λ₃ Σ |θ|, biases included (RRR, equation 1).</summary>
    /// <param name="parameters">θ, for instance <c>module.parameters()</c>.</param>
    /// <param name="l2">λ₂.</param>
    /// <param name="l1">λ₃.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">There are no parameters.</exception>
    public static Tensor Weights(IEnumerable<Tensor> parameters, double l2, double l1 = 0)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var terms = parameters.Select(parameter => (l2 * parameter.pow(2).sum()) + (l1 * parameter.abs().sum())).ToList();
        return terms.Count > 0
            ? terms.Aggregate((sum, term) => sum + term)
            : throw new ArgumentException("There are no parameters to penalize; give those of the module.", nameof(parameters));
    }

    /// <summary>The authors' rule for the weight of the reasons (appendix A): before the first step their term is <paramref name="ratio"/> times as large as that of the answers.</summary>
    /// <param name="answers">The term of answers, over rows that are typical of a batch.</param>
    /// <param name="reasons">The term of reasons over the same rows, without a weight.</param>
    /// <param name="ratio">The authors found 0.2 to 30 to work.</param>
    /// <returns>λ₁.</returns>
    /// <exception cref="ArgumentException">There is nothing to compare with.</exception>
    public static double AutomaticWeight(Tensor answers, Tensor reasons, double ratio)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(reasons);
        var (a, r) = (answers.to(float64).item<double>(), reasons.to(float64).item<double>());
        var weight = ratio * a / r;
        return r > 0 && double.IsFinite(weight)
            ? weight
            : throw new ArgumentException(
                FormattableString.Invariant($"The automatic weight is a ratio of two terms, but the answers' is {a} and the reasons' is {r}; annotate inputs that have a gradient, or choose a weight."),
                nameof(reasons));
    }

    /// <summary>
    /// The mask rule M_c (section 3.2), with which another explanation is found: 1 where a gradient is larger than a share c of the largest of its row. A training that
    /// takes these masks for its annotations must find other reasons.
    /// </summary>
    /// <param name="gradient">∂s/∂x, [rows×…]; the authors look at <see cref="ExplainedScalar.PredictedProbability"/>.</param>
    /// <param name="cutoff">c, in [0, 1).</param>
    /// <returns>0 or 1, of the gradient's shape and type, without a derivative.</returns>
    /// <exception cref="ArgumentOutOfRangeException">c is not in [0, 1).</exception>
    public static Tensor LargestGradients(Tensor gradient, double cutoff = LargestGradientMask.DefaultCutoff)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        LargestGradientMask.CheckCutoff(cutoff);
        var sizes = gradient.detach().abs().to(float64).flatten(1);
        return sizes.gt(sizes.amax([1], keepdim: true) * cutoff).type_as(gradient).view_as(gradient);
    }

    private static Tensor OverRows(Tensor total, Tensor rows, Reduction reduction) => reduction == Reduction.Sum ? total : total / rows.shape[0];

    private static string Text(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
