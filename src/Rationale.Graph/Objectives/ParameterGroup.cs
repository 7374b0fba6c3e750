using Rationale.Graph.Models;

namespace Rationale.Graph.Objectives;

/// <summary>
/// Parameters of a term's own, such as those of a network over meta-features. They stand behind the model's own parameters in the flat buffer, whether the term is left out of a
/// training or not, and are saved and loaded with them; a weight penalty does not reach them.
/// </summary>
/// <param name="Name">Its name among the groups of the term.</param>
/// <param name="Parameters">The parameters, in the order in which they stand.</param>
/// <param name="LearningRate">A learning rate of its own in place of the training's; null for that of the training. A schedule multiplies both alike.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ParameterGroup(string Name, EquatableArray<GroupParameter> Parameters, double? LearningRate = null)
{
    /// <summary>The parameters of a network of layers, which <see cref="ObjectiveContext.Apply"/> applies.</summary>
    /// <param name="name">Its name among the groups of the term.</param>
    /// <param name="layers">The layers in order.</param>
    /// <param name="input">What the first layer gets; a matrix that is not batched has rows for examples.</param>
    /// <param name="learningRate">A learning rate of its own.</param>
    public static ParameterGroup FromLayers(string name, EquatableArray<Layer> layers, Shape input, double? learningRate = null)
    {
        var context = new LayerContext(new GraphBuilder(), training: false);
        _ = layers.Aggregate(context.Builder.Input("input", input), (value, layer) => layer.Apply(context, value));
        return new ParameterGroup(name, new(context.Parameters.Select(parameter => new GroupParameter(parameter.Key, parameter.Shape, parameter.Initializer) { TorchOrder = parameter.TorchOrder })), learningRate);
    }
}

/// <summary>One parameter of a group.</summary>
/// <param name="Name">Its name within the group.</param>
/// <param name="Shape">Its shape, not batched.</param>
/// <param name="Initializer">The distribution from which it starts.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record GroupParameter(string Name, Shape Shape, Initializer Initializer)
{
    /// <summary>As in <see cref="ParameterSpecification.TorchOrder"/>.</summary>
    public EquatableArray<int> TorchOrder { get; init; }
}

/// <summary>Where the parameters of a group stand in the flat buffer.</summary>
/// <param name="Term">Name of the term.</param>
/// <param name="Start">Index of the first element.</param>
/// <param name="Length">Number of elements.</param>
/// <param name="LearningRate">The group's own learning rate, if it has one.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ParameterRange(string Term, int Start, int Length, double? LearningRate);
