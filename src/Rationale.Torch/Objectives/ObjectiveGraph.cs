using System.Collections.Concurrent;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Operators;
using static TorchSharp.torch;

namespace Rationale.Torch.Objectives;

/// <summary>
/// The terms of a model's objective over what a module gives, as the graph that declared models are trained with. It is built once for each specification and evaluated over
/// tensors; no formula of a loss stands in this assembly.
/// </summary>
internal sealed class ObjectiveGraph
{
    private static readonly ConcurrentDictionary<(ModelSpecification Model, ConceptShape? Concepts), ObjectiveGraph> Known = new();

    private ObjectiveGraph(ModelSpecification model, ConceptShape? concepts)
    {
        Forward = concepts is null ? ModuleGraph.Build(model) : concepts.AddTo(ModuleGraph.Build(model), model.Task);
        Terms = ModuleGraph.Terms(model, Forward).ToDictionary(term => term.Name, term => term.Value);
        Labels = Forward.Builder.Nodes.FirstOrDefault(node => node.Operator is LabelsOp);
    }

    /// <summary>The module as far as the graph knows it.</summary>
    public ModelGraph Forward { get; }

    /// <summary>The terms by name.</summary>
    public IReadOnlyDictionary<string, Node> Terms { get; }

    /// <summary>The labels, where a term looks at them.</summary>
    public Node? Labels { get; }

    /// <summary>The graph of a specification.</summary>
    /// <param name="model">Task and objective; layers play no part but that of an embedding.</param>
    /// <param name="concepts">Sizes of a self-explaining network; null for other models.</param>
    public static ObjectiveGraph For(ModelSpecification model, ConceptShape? concepts = null) => Known.GetOrAdd((model, concepts), key => new ObjectiveGraph(key.Model, key.Concepts));

    /// <summary>A specification of nothing but a task and penalties beside its loss.</summary>
    public static ModelSpecification Specification(ModelTask task, int[] inputShape, params ObjectiveTerm[] penalties) =>
        new("module", new EquatableArray<int>(inputShape), default, task, TaskLoss.With(penalties), new TrainingDefaults());

    /// <summary>The input of a name.</summary>
    public Node Input(string name) => Forward.Builder.Nodes.First(node => node.Operator is InputOp input && input.Key == name);

    /// <summary>An evaluator that knows the outputs, and the labels where they are given.</summary>
    public GraphEvaluator Evaluator(Tensor outputs, Tensor? labels = null)
    {
        var evaluator = new GraphEvaluator(outputs, outputs.shape[0]) { [Forward.Outputs] = outputs };
        if (labels is not null && Labels is not null)
        {
            evaluator[Labels] = labels.reshape(-1);
        }

        return evaluator;
    }
}
