namespace Rationale.Graph.Models;

/// <summary>The forward pass of a declared model as a graph.</summary>
/// <param name="Builder">Makes further nodes.</param>
/// <param name="Inputs">The inputs, in the order of the model's.</param>
/// <param name="Outputs">Logits or predictions: what the last of <see cref="ModelSpecification.LogitLayers"/> gives, [batch×outputs].</param>
/// <param name="Parameters">Trained parameters, in the order of the flat buffer.</param>
/// <param name="Layout">The same parameters as data, and behind them the state.</param>
/// <remarks>Thread safety: one graph is built by one thread.</remarks>
public sealed record ModelGraph(
    GraphBuilder Builder,
    IReadOnlyList<InputNode> Inputs,
    Node Outputs,
    IReadOnlyList<Node> Parameters,
    IReadOnlyList<ParameterSpecification> Layout)
{
    /// <summary>Applies the layers of a model in order.</summary>
    /// <exception cref="ShapeException">A layer cannot take what the one before gives.</exception>
    public static ModelGraph Build(ModelSpecification model, bool training)
    {
        // State stands behind all trained parameters, and how many those are only the layers know.
        var graph = Build(model, training, trainedLength: 0);
        return graph.Layout.All(parameter => parameter.Trained) ? graph : Build(model, training, graph.TrainedLength);
    }

    /// <summary>Whether dropout and the like are active.</summary>
    public bool IsTraining { get; init; }

    /// <summary>Number of the first dropout site that the layers do not use.</summary>
    private int Sites { get; init; }

    /// <summary>Applies the layers again, with the same parameters, to other features. Statistics are not kept, and dropout draws masks of its own.</summary>
    /// <param name="model">The model whose layers they are.</param>
    /// <param name="features">The features, of the shape of <see cref="Features"/>.</param>
    /// <param name="pass">Number of the pass, from 1; equal passes over equal features are the same nodes.</param>
    public Node Apply(ModelSpecification model, Node features, int pass)
    {
        var context = new LayerContext(Builder, IsTraining) { Known = Layout.ToDictionary(parameter => parameter.Key), FirstSite = pass * Sites };
        return model.LogitLayers.Aggregate(features, (value, layer) => layer.Apply(context, value));
    }

    /// <summary>The first input, which is the only one of most models, [batch×…].</summary>
    public Node Features => Inputs[0].Features;

    /// <summary>What the layers take: the input, or what several inputs give side by side, [batch×…].</summary>
    public Node Joined { get; init; } = Inputs[0].Features;

    /// <summary>What each layer gives, in the order of the layers.</summary>
    public IReadOnlyList<Node> LayerOutputs { get; init; } = [];

    /// <summary>The parts of a self-explaining network; null for other models.</summary>
    public ConceptNodes? Concepts { get; init; }

    /// <summary>What state becomes after a step of the training.</summary>
    public IReadOnlyList<Output> Updates { get; init; } = [];

    /// <summary>Fewest examples of a batch from which the model can learn: a normalization over one value would have no variance.</summary>
    public int MinBatchSize { get; init; } = 1;

    /// <summary>Number of elements of all parameters and state.</summary>
    public int ParameterLength => Layout.Sum(parameter => parameter.Shape.Length);

    /// <summary>Number of elements that are trained; state stands behind them.</summary>
    public int TrainedLength => Layout.Where(parameter => parameter.Trained).Sum(parameter => parameter.Shape.Length);

    /// <summary>Number of elements of the model's own trained parameters; those of terms of the objective stand behind them.</summary>
    public int OwnLength { get; init; }

    /// <summary>Where the parameters of terms of the objective stand.</summary>
    public IReadOnlyList<Objectives.ParameterRange> Groups { get; init; } = [];

    /// <summary>The model's own trained parameters as one vector: the flat buffer itself, for what treats them alike.</summary>
    public Node AllParameters() => Builder.Apply(new Operators.ParameterOp("θ", 0, Shape.Unbatched(OwnLength))).Named("θ");

    /// <summary>What the outputs should have been: 0/1 of the outputs' shape for a classifier, the targets for a regressor.</summary>
    public Node Targets(ModelTask task) => task switch
    {
        ClassifierTask { Classes: 1 } => Builder.Labels().OneHot(2).Slice(0, 1, 1).Named("y"),
        ClassifierTask classifier => Builder.Labels().OneHot(classifier.Classes).Named("y"),
        _ => Builder.Input("targets", Outputs.Shape).Named("y"),
    };

    /// <summary>The output that each example's label points at, as 0/1 of the outputs' shape: the labeled class, or one number of a regressor.</summary>
    public Node Labeled(ModelTask task) => task is RegressorTask ? Builder.Labels().OneHot(task.Outputs).Named("y") : Targets(task);

    private static ModelGraph Build(ModelSpecification model, bool training, int trainedLength)
    {
        var context = new LayerContext(new GraphBuilder(), training, trainedLength);
        var inputs = CreateInputs(model, context.Builder);
        var joined = Join(model, context, inputs);
        var values = new List<Node>();
        var outputs = model.LogitLayers.Aggregate(joined, (value, layer) =>
        {
            values.Add(layer.Apply(context, value));
            return values[values.Count - 1];
        });
        if (outputs.Shape != Shape.PerExample(model.Task.Outputs))
        {
            throw new ShapeException($"The last layer of '{model.Name}' gives examples of shape {ShapeException.Format(outputs.Shape.Dimensions)} but the task needs {model.Task.Outputs} outputs.");
        }

        var ownLength = context.ParameterLength;
        var groups = AddGroups(model, context);
        var trained = new HashSet<string>(context.Parameters.Select(parameter => parameter.Key));
        var parameters = context.Builder.Nodes.Where(node => node.Operator is Operators.ParameterOp parameter && trained.Contains(parameter.Key));
        return new ModelGraph(context.Builder, inputs, outputs, [.. parameters], [.. context.Parameters, .. context.Buffers])
        {
            IsTraining = training,
            Sites = context.Sites,
            Joined = joined,
            OwnLength = ownLength,
            Groups = groups,
            LayerOutputs = values,
            Concepts = context.Concepts,
            Updates = context.Updates,
            MinBatchSize = context.MinBatchSize,
        };
    }

    /// <summary>The inputs of a model as nodes: x where there is one, otherwise by their names.</summary>
    internal static IReadOnlyList<InputNode> CreateInputs(ModelSpecification model, GraphBuilder builder) => model.TakesRows
        ? [new InputNode(new ModelInput(ModelInput.Features, EquatableArray.Create(model.RowWidth)), builder.Input(ModelInput.Features, Shape.PerExample(model.RowWidth)).Named("x"))]
        : [.. model.Inputs.Select(input => new InputNode(input, builder.Input(input.Name, new Shape(true, input.Shape)).Named(model.Inputs.Count == 1 ? "x" : input.Name)))];

    private static Node Join(ModelSpecification model, LayerContext context, IReadOnlyList<InputNode> inputs)
    {
        if (model.TakesRows)
        {
            inputs = Cut(model, inputs[0].Features);
        }

        if (inputs.Count == 1)
        {
            return LayerSequence.Apply(inputs[0].Input.Layers, context, inputs[0].Features);
        }

        var axis = model.JoinedShape.Count - 1;
        return Functions.Concat(axis, [.. inputs.Select(input => LayerSequence.Apply(input.Input.Layers, context, input.Features))]).Named("x");
    }

    /// <summary>The inputs that stand side by side in a row.</summary>
    private static List<InputNode> Cut(ModelSpecification model, Node row)
    {
        var (inputs, start) = (new List<InputNode>(), 0);
        foreach (var input in model.Inputs)
        {
            inputs.Add(new InputNode(input, row.Slice(0, start, input.Width).Reshape(new Shape(true, input.Shape)).Named(input.Name)));
            start += input.Width;
        }

        return inputs;
    }

    private static List<Objectives.ParameterRange> AddGroups(ModelSpecification model, LayerContext context)
    {
        var ranges = new List<Objectives.ParameterRange>();
        foreach (var term in model.Objectives)
        {
            foreach (var group in term.ParameterGroups(model))
            {
                var start = context.ParameterLength;
                foreach (var parameter in group.Parameters)
                {
                    context.Parameter(Objectives.ObjectiveContext.Key(term, group.Name, parameter.Name), parameter.Name, parameter.Shape, parameter.Initializer, [.. parameter.TorchOrder]);
                }

                ranges.Add(new Objectives.ParameterRange(term.Name, start, context.ParameterLength - start, group.LearningRate));
            }
        }

        return ranges;
    }
}
