using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using static TorchSharp.torch;

namespace Rationale.Torch.Objectives;

/// <summary>
/// What the concepts of a self-explaining network are trained for beside its task (Alvarez-Melis and Jaakkola 2018, section 3.1), by autograd and from the graph that declared
/// models are trained with. The losses are those of one example; where the task loss is summed over the examples of a batch, multiply them with their number. All methods may
/// be called from several threads.
/// </summary>
public static class Concepts
{
    /// <summary>The size of concepts, Σ |h| of an example, averaged over examples.</summary>
    /// <param name="concepts">h, [examples×concepts].</param>
    /// <returns>A scalar.</returns>
    public static Tensor Sparsity(Tensor concepts)
    {
        ArgumentNullException.ThrowIfNull(concepts);
        var graph = Graph(1, (int)concepts.shape[^1], new SparsityPenalty(1));
        var evaluator = new GraphEvaluator(concepts, concepts.shape[0]) { [graph.Forward.Concepts!.Concepts] = concepts };
        return evaluator[graph.Terms[SparsityPenalty.Key]];
    }

    /// <summary>The squared error of features decoded from concepts, averaged over all values.</summary>
    /// <param name="decoded">What the decoder makes of the concepts, as many values an example as <paramref name="x"/> has.</param>
    /// <param name="x">The features.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Tensor Reconstruction(Tensor decoded, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(decoded);
        ArgumentNullException.ThrowIfNull(x);
        if (decoded.shape[0] != x.shape[0] || decoded.numel() != x.numel())
        {
            throw new ArgumentException(
                $"Decoded features of shape [{string.Join(", ", decoded.shape)}] cannot be compared with features of shape [{string.Join(", ", x.shape)}]; end the decoder with as many values an example.", nameof(decoded));
        }

        var graph = Graph((int)(x.numel() / x.shape[0]), 1, new ReconstructionPenalty(1));
        var evaluator = new GraphEvaluator(decoded, x.shape[0]) { [graph.Forward.Features] = x.flatten(1), [graph.Forward.Concepts!.Reconstruction!] = decoded.flatten(1) };
        return evaluator[graph.Terms[ReconstructionPenalty.Key]];
    }

    private static ObjectiveGraph Graph(int features, int concepts, ObjectiveTerm penalty) => ObjectiveGraph.For(
        ObjectiveGraph.Specification(new ClassifierTask(1, Reduction.Mean), [features], penalty), new ConceptShape(concepts, HasDecoder: penalty is ReconstructionPenalty));
}
