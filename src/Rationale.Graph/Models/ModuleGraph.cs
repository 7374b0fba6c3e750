using Rationale.Graph.Objectives;

namespace Rationale.Graph.Models;

/// <summary>
/// The graph of a model whose forward pass nobody has read: what the module gives is an input beside its features, and gradients with respect to the features stay
/// <see cref="Operators.GradientOp"/> nodes, which autograd takes. Objectives are built over it as over any model.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ModuleGraph
{
    /// <summary>Name of the input that holds what the module gives.</summary>
    public const string Outputs = "outputs";

    /// <summary>Name of the input that holds the concepts of a self-explaining module.</summary>
    public const string Concepts = "concepts";

    /// <summary>Name of the input that holds what a unit of each concept adds to each class.</summary>
    public const string Effects = "effects";

    /// <summary>Name of the input that holds the features that are decoded from the concepts.</summary>
    public const string Decoded = "decoded";

    /// <summary>Features and outputs as inputs, and θ as one vector, whose length plays no part.</summary>
    /// <param name="model">The model. Of its layers only an embedding of the features is looked at: gradients are then with respect to its vectors.</param>
    public static ModelGraph Build(ModelSpecification model)
    {
        var builder = new GraphBuilder();
        var inputs = ModelGraph.CreateInputs(model, builder);
        if (model.Layers.Count > 0 && model.Layers[0] is EmbeddingLayer embedding)
        {
            builder.Apply(new Operators.ParameterOp("embedding", 0, Shape.Unbatched(embedding.Vocabulary, embedding.Width))).GatherRows(inputs[0].Features).Named("e");
        }

        var outputs = builder.Input(Outputs, Shape.PerExample(model.Task.Outputs)).Named("z");
        var graph = new ModelGraph(builder, inputs, outputs, [], [new ParameterSpecification("θ", 0, Shape.Unbatched(2), new Initializer(InitializerKind.Constant, 0))]);
        return model.Layers is [SelfExplainingNetwork { Source: var source }] ? graph with { Concepts = ConceptsOf(model, source, graph) } : graph;
    }

    /// <summary>The terms of a model's objective over such a graph, by their names.</summary>
    /// <remarks>A term that applies the model again, to other features, calls the module again.</remarks>
    public static IReadOnlyList<Output> Terms(ModelSpecification model, ModelGraph forward) => [.. Objective.Build(AsModule(model), forward).Terms];

    private static ModelSpecification AsModule(ModelSpecification model) => model.Layers.Count > 0 && model.Layers[0] is EmbeddingLayer or SelfExplainingNetwork
        ? model
        : model with { Layers = EquatableArray.Create<Layer>(new ModuleLayer("", EquatableArray.Create(model.Task.Outputs))) };

    private static ConceptNodes ConceptsOf(ModelSpecification model, ConceptSource source, ModelGraph graph)
    {
        var count = source.Count(model.InputShape);
        return new ConceptNodes(
            graph.Builder.Input(Concepts, Shape.PerExample(count)).Named("h"),
            graph.Builder.Input(Effects, Shape.PerExample(count, model.Task.Outputs)).Named("θ(x)"),
            null,
            source.Decodes ? graph.Builder.Input(Decoded, graph.Features.Flatten().Shape).Named("x̂") : null);
    }
}
