using static TorchSharp.torch;

namespace Rationale.Torch.Losses;

/// <summary>
/// The robustness loss of self-explaining networks (Alvarez-Melis and Jaakkola 2018, equation 3) by autograd: how far the derivatives of the outputs are from what the
/// relevances claim, r_c = ∇f_c − Σᵢ φ′ Aᵢ θᵢ_c ∇hᵢ.
/// </summary>
public static class Robustness
{
    /// <summary>Added under the root, so that a difference of zero has slope zero; too small to be seen beside any other.</summary>
    private const double UnderRoot = 1e-24;

    /// <summary>The loss without its weight. It is that of one row; where the answers are summed over the rows of a batch, multiply it with their number.</summary>
    /// <param name="x">Rows that autograd watches; see <see cref="RightReasons.Explained"/>.</param>
    /// <param name="concepts">h, [rows×concepts].</param>
    /// <param name="effects">A θ, what a unit of each concept adds to each class, [rows×concepts×classes]: the relevances themselves, unless the aggregator has factors A.</param>
    /// <param name="logits">f, [rows×classes].</param>
    /// <param name="settings">What is compared, and how; null for the defaults.</param>
    /// <param name="labels">The class of each row, [rows]; asked for only by <see cref="PenalizedClasses.Labeled"/>.</param>
    /// <param name="slopes">φ′(A θ h), [rows×concepts×classes], where contributions are bent before they are added; see <see cref="Slopes"/>.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, autograd does not watch x, or labels are missing.</exception>
    public static Tensor Of(Tensor x, Tensor concepts, Tensor effects, Tensor logits, RobustnessSettings? settings = null, Tensor? labels = null, Tensor? slopes = null)
    {
        settings ??= new RobustnessSettings();
        var differences = Differences(x, concepts, effects, logits, settings, labels, slopes);
        var squares = differences.Select(difference => difference.flatten(1).pow(2).sum(1)).Aggregate((sum, square) => sum + square);
        return settings.Reduction switch
        {
            RobustnessReduction.MeanOfNorms => Root(squares).mean(),
            RobustnessReduction.MeanOfSquares => squares.mean(),
            _ => Root(squares.sum()),
        };
    }

    /// <summary>φ′ of an aggregation: the derivative of what contributions become with respect to them, itself open to differentiation.</summary>
    /// <param name="bent">φ(z), of the shape of <paramref name="contributions"/>; each value depends on its own contribution alone.</param>
    /// <param name="contributions">z = A θ h, [rows×concepts×classes].</param>
    public static Tensor Slopes(Tensor bent, Tensor contributions)
    {
        ArgumentNullException.ThrowIfNull(bent);
        ArgumentNullException.ThrowIfNull(contributions);
        return Product(bent, contributions, null);
    }

    /// <summary>r_c for each penalized class, each of the shape of x: for logits by products with the Jacobian of θ, otherwise by gradients of the outputs.</summary>
    internal static IReadOnlyList<Tensor> Differences(
        Tensor x, Tensor concepts, Tensor effects, Tensor logits, RobustnessSettings settings, Tensor? labels = null, Tensor? slopes = null, bool byJacobians = false)
    {
        Check(x, concepts, effects, logits, slopes);
        return settings.Penalized == PenalizedOutput.Logits && !byJacobians
            ? ByRelevances(x, concepts, effects, logits, settings, labels, slopes)
            : ByJacobians(x, concepts, effects, logits, settings, labels, slopes);
    }

    /// <summary>∇f_c = Σ φ′ Aᵢ (θᵢ_c ∇hᵢ + hᵢ ∇θᵢ_c), so the difference is the second sum alone: one product with the Jacobian of θ, and none with that of h.</summary>
    private static IReadOnlyList<Tensor> ByRelevances(Tensor x, Tensor concepts, Tensor effects, Tensor logits, RobustnessSettings settings, Tensor? labels, Tensor? slopes)
    {
        var cotangent = slopes is null ? concepts.unsqueeze(2).expand(effects.shape) : concepts.unsqueeze(2) * slopes;
        return settings.Classes == PenalizedClasses.All
            ? [.. Classes(effects).Select(c => Product(effects.narrow(2, c, 1), x, cotangent.narrow(2, c, 1)))]
            : [Product(effects, x, cotangent * Weights(logits, settings, labels).unsqueeze(1))];
    }

    private static IReadOnlyList<Tensor> ByJacobians(Tensor x, Tensor concepts, Tensor effects, Tensor logits, RobustnessSettings settings, Tensor? labels, Tensor? slopes)
    {
        var outputs = (settings.Penalized, logits.shape[1]) switch
        {
            (PenalizedOutput.Logits, _) => logits,
            (PenalizedOutput.Probability, 1) => logits.sigmoid(),
            (PenalizedOutput.LogProbability, 1) => -ExplainedScalars.Softplus(-logits),
            (PenalizedOutput.Probability, _) => logits.softmax(1),
            _ => logits.log_softmax(1),
        };
        var derivatives = slopes is null ? effects : slopes * effects;
        if (settings.Classes == PenalizedClasses.All)
        {
            return [.. Classes(effects).Select(c => Difference(outputs.narrow(1, c, 1), derivatives.narrow(2, c, 1).squeeze(2)))];
        }

        var weights = Weights(logits, settings, labels);
        return [Difference(outputs * weights, (derivatives * weights.unsqueeze(1)).sum(2))];

        Tensor Difference(Tensor output, Tensor claimed) => Product(output, x, null) - Product(concepts, x, claimed);
    }

    /// <summary>1 at the class that counts; a single logit is always the one.</summary>
    private static Tensor Weights(Tensor logits, RobustnessSettings settings, Tensor? labels)
    {
        var classes = logits.shape[1];
        var chosen = classes == 1 ? zeros([logits.shape[0], 1], int64, logits.device)
            : settings.Classes == PenalizedClasses.Predicted ? logits.argmax(1, keepdim: true)
            : labels?.reshape(-1, 1) ?? throw new ArgumentException("The labeled class is to be compared; give the labels.", nameof(labels));
        return chosen.eq(arange(classes, int64, logits.device)).type_as(logits);
    }

    private static IEnumerable<long> Classes(Tensor effects) => Enumerable.Range(0, (int)effects.shape[2]).Select(c => (long)c);

    /// <summary>√ with a slope of zero at zero.</summary>
    private static Tensor Root(Tensor squares) => (squares + UnderRoot).sqrt();

    /// <summary>Jᵀ v for each row, where v does not depend on x here but is open to the derivative that trains; without a v the gradient of the sum. What does not depend on x gives zero.</summary>
    private static Tensor Product(Tensor values, Tensor x, Tensor? cotangent)
    {
        var gradient = values.requires_grad
            ? autograd.grad([values], [x], cotangent is null ? [ones(values.shape, values.dtype, values.device)] : [cotangent], retain_graph: true, create_graph: true, allow_unused: true)[0]
            : null;
        return gradient is { IsInvalid: false } ? gradient : x * 0;
    }

    private static void Check(Tensor x, Tensor concepts, Tensor effects, Tensor logits, Tensor? slopes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(concepts);
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(logits);
        if (concepts.ndim != 2 || effects.ndim != 3 || concepts.shape[0] != effects.shape[0] || concepts.shape[1] != effects.shape[1])
        {
            throw new ArgumentException($"Concepts of shape {Text(concepts)} and relevances of shape {Text(effects)} do not fit; they must be [rows, concepts] and [rows, concepts, classes].", nameof(effects));
        }

        if (logits.ndim != 2 || logits.shape[0] != effects.shape[0] || logits.shape[1] != effects.shape[2])
        {
            throw new ArgumentException($"Logits of shape {Text(logits)} and relevances of shape {Text(effects)} do not fit; the logits must be [rows, classes].", nameof(logits));
        }

        if (slopes is not null && !slopes.shape.SequenceEqual(effects.shape))
        {
            throw new ArgumentException($"The slopes have the shape {Text(slopes)}, but the relevances have {Text(effects)}; give a slope for each.", nameof(slopes));
        }

        if (!x.requires_grad)
        {
            throw new ArgumentException("Autograd does not watch the rows; give the module, and this loss, what RightReasons.Explained(x) returns, outside of no_grad.", nameof(x));
        }
    }

    private static string Text(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
