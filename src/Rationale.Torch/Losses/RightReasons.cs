using static TorchSharp.torch;

namespace Rationale.Torch.Losses;

/// <summary>
/// Right for the right reasons (Ross, Hughes and Doshi-Velez 2017) by autograd, for any module in any loop of one's own. The same terms as of a declared model, to be
/// added and differentiated by the caller.
/// </summary>
public static class RightReasons
{
    /// <summary>The rows as a leaf whose gradient can be asked for: give these to the module, and to the other methods.</summary>
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
            ? (nn.functional.softplus(logits) - (labels.view_as(logits) * logits)).sum()
            : -nn.functional.log_softmax(logits, 1).gather(1, labels.reshape(-1, 1)).sum();
        return reduction == Reduction.Sum ? sum : sum / logits.shape[0];
    }

    /// <summary>The gradient ∂s/∂x of the explained scalar of each row with respect to its input, itself open to differentiation.</summary>
    /// <param name="outputs">What the module gave for <paramref name="x"/>, [rows×outputs].</param>
    /// <param name="x">What <see cref="Explained"/> gave.</param>
    /// <param name="scalar">s.</param>
    /// <param name="labels">The class of each row, for scalars that look at it.</param>
    /// <returns>Of the shape of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">x is no leaf that autograd watches, the outputs do not depend on it, or labels are missing.</exception>
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
    /// <param name="annotations">A, of the same shape: 1 where a value must not matter.</param>
    /// <param name="norm">Squares or absolute values.</param>
    /// <param name="reduction">Their sum; divided by the rows; or by the marks.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Reasons(Tensor gradient, Tensor annotations, PenaltyNorm norm = PenaltyNorm.L2, Reduction reduction = Reduction.Sum)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(annotations);
        if (!gradient.shape.SequenceEqual(annotations.shape))
        {
            throw new ArgumentException($"The annotations have the shape [{string.Join(", ", annotations.shape)}], but the gradient has [{string.Join(", ", gradient.shape)}]; give a mark for each feature.", nameof(annotations));
        }

        var masked = annotations * gradient;
        var total = norm == PenaltyNorm.L2 ? masked.pow(2).sum() : masked.abs().sum();
        return reduction switch
        {
            Reduction.Mean => total / gradient.shape[0],
            Reduction.Normalized => total / annotations.sum().clamp_min(1),
            _ => total,
        };
    }
}
