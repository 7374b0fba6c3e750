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
        return new ModelGraph(builder, inputs, outputs, [], [new ParameterSpecification("θ", 0, Shape.Unbatched(2), new Initializer(InitializerKind.Constant, 0))]);
    }

    /// <summary>The terms of a model's objective over such a graph, by their names.</summary>
    public static IReadOnlyList<Output> Terms(ModelSpecification model, ModelGraph forward) => [.. Objective.Build(model, forward).Terms];
}
