using static TorchSharp.torch;

namespace Rationale.Torch.Losses;

/// <summary>
/// The robustness loss of self-explaining networks (Alvarez-Melis and Jaakkola 2018, equation 3) by autograd: how far the derivatives of the outputs are from what the
/// relevances claim, Σ_c ‖∇f_c − Σᵢ θᵢ_c ∇hᵢ‖².
/// </summary>
public static class Robustness
{
    /// <summary>The loss for logits of a sum of contributions, by one product with the Jacobian of θ for each class: ∇f_c − Σ θᵢ_c ∇hᵢ = Σ hᵢ ∇θᵢ_c.</summary>
    /// <param name="x">Rows that autograd watches; see <see cref="RightReasons.Explained"/>.</param>
    /// <param name="concepts">h, [rows×concepts].</param>
    /// <param name="relevances">θ, [rows×concepts×classes].</param>
    /// <returns>The sum over rows and classes, a scalar.</returns>
    public static Tensor OfLogits(Tensor x, Tensor concepts, Tensor relevances)
    {
        Check(concepts, relevances);
        var held = concepts.detach();
        return Total(relevances.shape[2], c => Product(relevances.narrow(2, c, 1).squeeze(2), x, concepts.requires_grad ? concepts : held));
    }

    /// <summary>The loss for any output, by the gradient of the output and a product with the Jacobian of h for each class.</summary>
    /// <param name="x">Rows that autograd watches.</param>
    /// <param name="concepts">h, [rows×concepts].</param>
    /// <param name="relevances">θ, [rows×concepts×classes].</param>
    /// <param name="logits">What the model gives, [rows×classes].</param>
    /// <param name="penalised">Which output is differentiated.</param>
    /// <returns>The sum over rows and classes, a scalar.</returns>
    public static Tensor OfOutputs(Tensor x, Tensor concepts, Tensor relevances, Tensor logits, PenalisedOutput penalised)
    {
        Check(concepts, relevances);
        ArgumentNullException.ThrowIfNull(logits);
        var outputs = (penalised, logits.shape[1]) switch
        {
            (PenalisedOutput.Logits, _) => logits,
            (PenalisedOutput.Probability, 1) => logits.sigmoid(),
            (PenalisedOutput.LogProbability, 1) => -nn.functional.softplus(-logits),
            (PenalisedOutput.Probability, _) => logits.softmax(1),
            _ => logits.log_softmax(1),
        };
        return Total(relevances.shape[2], c => Derivative(outputs.narrow(1, c, 1).sum(), x) - Product(concepts, x, relevances.narrow(2, c, 1).squeeze(2)));
    }

    private static void Check(Tensor concepts, Tensor relevances)
    {
        ArgumentNullException.ThrowIfNull(concepts);
        ArgumentNullException.ThrowIfNull(relevances);
        if (concepts.ndim != 2 || relevances.ndim != 3 || concepts.shape[0] != relevances.shape[0] || concepts.shape[1] != relevances.shape[1])
        {
            throw new ArgumentException(
                $"Concepts of shape [{string.Join(", ", concepts.shape)}] and relevances of shape [{string.Join(", ", relevances.shape)}] do not fit; they must be [rows, concepts] and [rows, concepts, classes].",
                nameof(relevances));
        }
    }

    private static Tensor Total(long classes, Func<long, Tensor> difference)
    {
        var total = difference(0).pow(2).sum();
        for (var c = 1L; c < classes; c++)
        {
            total += difference(c).pow(2).sum();
        }

        return total;
    }

    /// <summary>Jᵀ v for each row, where v does not depend on x here but is open to the derivative that trains.</summary>
    private static Tensor Product(Tensor values, Tensor x, Tensor cotangent) => Found(autograd.grad([values], [x], [cotangent], retain_graph: true, create_graph: true, allow_unused: true)[0], x);

    private static Tensor Derivative(Tensor value, Tensor x) => Found(autograd.grad([value], [x], retain_graph: true, create_graph: true, allow_unused: true)[0], x);

    /// <summary>What does not depend on x has a derivative of zero.</summary>
    private static Tensor Found(Tensor? gradient, Tensor x) => gradient is { IsInvalid: false } ? gradient : x * 0;
}
