using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using static TorchSharp.torch;

namespace Rationale.Torch.Objectives;

/// <summary>
/// The robustness loss of self-explaining networks (Alvarez-Melis and Jaakkola 2018, equation 3) by autograd: how far the derivatives of the outputs are from what the
/// relevances claim, r_c = ∇f_c − Σᵢ φ′ Aᵢ θᵢ_c ∇hᵢ. It is computed from the graph that declared models are trained with. All methods may be called from several threads.
/// </summary>
public static class Robustness
{
    /// <summary>The loss without its weight. It is that of one example; where the task loss is summed over the examples of a batch, multiply it with their number.</summary>
    /// <param name="x">Examples that autograd watches; see <see cref="RightReasons.Explained"/>.</param>
    /// <param name="concepts">h, [examples×concepts].</param>
    /// <param name="effects">A θ, what a unit of each concept adds to each class, [examples×concepts×classes]: the relevances themselves, unless the aggregator has factors A.</param>
    /// <param name="logits">f, [examples×classes].</param>
    /// <param name="settings">What is compared, and how; null for the defaults.</param>
    /// <param name="labels">The class of each example, [examples]; asked for only by <see cref="TargetClass.Labeled"/>.</param>
    /// <param name="slopes">φ′(A θ h), [examples×concepts×classes], where contributions are transformed before they are added; see <see cref="Slopes"/>.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, autograd does not watch x, or labels are missing.</exception>
    public static Tensor Penalty(Tensor x, Tensor concepts, Tensor effects, Tensor logits, RobustnessSettings? settings = null, Tensor? labels = null, Tensor? slopes = null)
    {
        var (graph, evaluator) = Bind(x, concepts, effects, logits, settings ??= new RobustnessSettings(), labels, slopes);
        return evaluator[graph.Terms[RobustnessPenalty.Key]];
    }

    /// <summary>φ′ of an aggregation: the derivative of what contributions become with respect to them, itself open to differentiation.</summary>
    /// <param name="transformed">φ(z), of the shape of <paramref name="contributions"/>; each value depends on its own contribution alone.</param>
    /// <param name="contributions">z = A θ h, [examples×concepts×classes].</param>
    public static Tensor Slopes(Tensor transformed, Tensor contributions)
    {
        ArgumentNullException.ThrowIfNull(transformed);
        ArgumentNullException.ThrowIfNull(contributions);
        var builder = new GraphBuilder();
        var (sum, z) = (builder.Input("transformed", Shape.PerExample(1)), builder.Input("contributions", Shape.PerExample(1)));
        return new GraphEvaluator(contributions, contributions.shape[0]) { [sum] = transformed, [z] = contributions }[Functions.GradientOf(sum, z, "φ")];
    }

    /// <summary>r_c for each penalized class, each of the shape of x, as the graph makes them by one of its routes.</summary>
    internal static IReadOnlyList<Tensor> Differences(
        Func<RobustnessPenalty, ModelTask, ModelGraph, IReadOnlyList<Node>> create,
        Tensor x, Tensor concepts, Tensor effects, Tensor logits, RobustnessSettings settings, Tensor? labels = null, Tensor? slopes = null)
    {
        var (graph, evaluator) = Bind(x, concepts, effects, logits, settings, labels, slopes);
        return [.. create(Term(settings), new ClassifierTask((int)logits.shape[1], Reduction.Mean), graph.Forward).Select(difference => evaluator[difference])];
    }

    private static (ObjectiveGraph Graph, GraphEvaluator Evaluator) Bind(
        Tensor x, Tensor concepts, Tensor effects, Tensor logits, RobustnessSettings settings, Tensor? labels, Tensor? slopes)
    {
        Check(x, concepts, effects, logits, slopes);
        var (classes, count) = ((int)logits.shape[1], (int)concepts.shape[1]);
        var model = ObjectiveGraph.Specification(new ClassifierTask(classes, Reduction.Mean), [.. x.shape[1..].Select(extent => (int)extent)], Term(settings));
        var graph = ObjectiveGraph.For(model, new ConceptShape(count, HasSlopes: slopes is not null));
        if (labels is null && classes > 1 && settings.Target is { Index: null, Class: TargetClass.Labeled })
        {
            throw new ArgumentException("The labeled class is to be compared; give the labels.", nameof(labels));
        }

        var nodes = graph.Forward.Concepts!;
        var evaluator = graph.Evaluator(logits, labels);
        (evaluator[graph.Forward.Features], evaluator[nodes.Concepts], evaluator[nodes.Relevances]) = (x, concepts, effects);
        if (slopes is not null)
        {
            evaluator[nodes.Slopes!] = slopes;
        }

        return (graph, evaluator);
    }

    private static RobustnessPenalty Term(RobustnessSettings settings) => new(settings.Target, settings.Reduction, 1);

    private static void Check(Tensor x, Tensor concepts, Tensor effects, Tensor logits, Tensor? slopes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(concepts);
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(logits);
        if (concepts.ndim != 2 || effects.ndim != 3 || concepts.shape[0] != effects.shape[0] || concepts.shape[1] != effects.shape[1])
        {
            throw new ArgumentException($"Concepts of shape {Text(concepts)} and relevances of shape {Text(effects)} do not fit; they must be [examples, concepts] and [examples, concepts, classes].", nameof(effects));
        }

        if (logits.ndim != 2 || logits.shape[0] != effects.shape[0] || logits.shape[1] != effects.shape[2])
        {
            throw new ArgumentException($"Logits of shape {Text(logits)} and relevances of shape {Text(effects)} do not fit; the logits must be [examples, classes].", nameof(logits));
        }

        if (slopes is not null && !slopes.shape.SequenceEqual(effects.shape))
        {
            throw new ArgumentException($"The slopes have the shape {Text(slopes)}, but the relevances have {Text(effects)}; give a slope for each.", nameof(slopes));
        }

        if (!x.requires_grad)
        {
            throw new ArgumentException("Autograd does not watch the examples; give the module, and this loss, what RightReasons.Explained(x) returns, outside of no_grad.", nameof(x));
        }
    }

    private static string Text(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
