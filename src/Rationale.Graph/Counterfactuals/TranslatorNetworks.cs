using Rationale.Graph.Models;
using Rationale.Graph.Operators;

namespace Rationale.Graph.Counterfactuals;

/// <summary>
/// The networks of a translator in one graph, each of which can be applied to any number of images: all applications share its parameters. In the flat buffer the generators come first, then the
/// discriminators, then the classifier that guides them, which is not trained.
/// </summary>
/// <remarks>Thread safety: one graph is built by one thread.</remarks>
public sealed class TranslatorNetworks
{
    private readonly TranslatorSpecification _translator;
    private readonly (Node Input, Node Output)[] _generators;
    private readonly (Node Input, Node Output)[] _discriminators;
    private readonly (Node Input, Node Output)? _classifier;
    private readonly List<ParameterSpecification> _layout = [];
    private int _applications;

    private TranslatorNetworks(TranslatorSpecification translator)
    {
        _translator = translator;
        var image = new Shape(true, translator.ImageShape);
        if (translator.Kind == TranslatorKind.Star)
        {
            var told = image.With([translator.ImageShape[0], translator.ImageShape[1], translator.ImageShape[2] + translator.Classes]);
            _generators = [Add("generator", told, translator.Generator)];
            GeneratorLength = Length;
            _discriminators = [Add("discriminator", image, translator.Discriminator)];
        }
        else
        {
            _generators = [Add("toSecond", image, translator.Generator), Add("toFirst", image, translator.Generator)];
            GeneratorLength = Length;
            _discriminators = [Add("first", image, translator.Discriminator), Add("second", image, translator.Discriminator)];
        }

        TrainedLength = Length;
        if (translator.IsGuided)
        {
            _classifier = AddClassifier(translator.Classifier!);
        }
    }

    /// <summary>Makes nodes.</summary>
    public GraphBuilder Builder { get; } = new();

    /// <summary>Names, shapes and places of all parameters.</summary>
    public IReadOnlyList<ParameterSpecification> Layout => _layout;

    /// <summary>Elements of the generators, which come first.</summary>
    public int GeneratorLength { get; }

    /// <summary>Elements of generators and discriminators.</summary>
    public int TrainedLength { get; }

    /// <summary>Elements of all networks, those of the held classifier included.</summary>
    public int Length => _layout.Sum(parameter => parameter.Shape.Length);

    /// <summary>Builds the networks of a translator.</summary>
    /// <exception cref="ArgumentException">The translator contradicts itself; the message says where.</exception>
    public static TranslatorNetworks Build(TranslatorSpecification translator) => translator.Problem() is { } problem ? throw new ArgumentException(problem + ".") : new TranslatorNetworks(translator);

    /// <summary>Pixels as the networks take them: from −1 to 1.</summary>
    public Node Scale(Node pixels)
    {
        var factor = 2 / (_translator.Maximum - _translator.Minimum);
        return pixels.Affine(factor, -1 - (_translator.Minimum * factor));
    }

    /// <summary>Images of the networks as pixels.</summary>
    public Node Unscale(Node images)
    {
        var half = (_translator.Maximum - _translator.Minimum) / 2;
        return images.Affine(half, _translator.Minimum + half);
    }

    /// <summary>A generator's image: of a pair 0 makes the second class and 1 the first.</summary>
    public Node Generate(int generator, Node image) => Apply(_generators[generator], image);

    /// <summary>An image beside one channel for each class, 1 everywhere for the class of a 0/1 row.</summary>
    public Node Tell(Node image, Node classes)
    {
        var (height, width) = (_translator.ImageShape[0], _translator.ImageShape[1]);
        var planes = classes.Reshape(Shape.PerExample(1, 1, _translator.Classes)).BroadcastTo(Shape.PerExample(height, width, _translator.Classes));
        return Functions.Concat(2, image, planes);
    }

    /// <summary>A discriminator's map: of a pair 0 judges images of the first class and 1 those of the second.</summary>
    public Node Judge(int discriminator, Node image) => Apply(_discriminators[discriminator], image);

    /// <summary>log p of the classifier for images of the networks, [batch×classes].</summary>
    public Node Classify(Node image)
    {
        var logits = Apply(_classifier!.Value, Unscale(image));
        if (logits.Shape.Last > 1)
        {
            return logits.LogSoftmax();
        }

        // One logit stands for the logits 0 and z of no and yes.
        return Functions.Concat(0, -logits.Softplus(), -(-logits).Softplus());
    }

    /// <summary>The trained parameters of one side, with their places.</summary>
    /// <param name="generators">Whether those of the generators; otherwise of the discriminators.</param>
    public IEnumerable<(Node Node, ParameterSpecification Place)> Parameters(bool generators)
    {
        var nodes = Builder.Nodes.Where(node => node.Operator is ParameterOp).ToDictionary(node => ((ParameterOp)node.Operator).Key);
        return _layout.Where(place => generators ? place.Offset < GeneratorLength : place.Offset >= GeneratorLength && place.Offset < TrainedLength).Select(place => (nodes[place.Key], place));
    }

    private (Node Input, Node Output) Add(string name, Shape shape, EquatableArray<Layer> layers)
    {
        var context = new LayerContext(Builder, training: false) { Prefix = name + ".", FirstOffset = Length };
        var input = Builder.Input(name + ".input", shape);
        var output = layers.Aggregate(input, (value, layer) => layer.Apply(context, value));
        _layout.AddRange(context.Parameters);
        return (input, output);
    }

    private (Node Input, Node Output) AddClassifier(ModelSpecification classifier)
    {
        var parameters = ModelGraph.Build(classifier, training: false);
        var context = new LayerContext(Builder, training: false, Length + parameters.OwnLength) { Prefix = "classifier.", FirstOffset = Length };
        var input = Builder.Input("classifier.input", new Shape(true, classifier.InputShape));
        var output = classifier.Inputs[0].Layers.Concat(classifier.LogitLayers).Aggregate(input, (value, layer) => layer.Apply(context, value));
        _layout.AddRange([.. context.Parameters, .. context.Buffers]);
        return (input, output);
    }

    private Node Apply((Node Input, Node Output) network, Node image)
    {
        _applications++;
        return Replay.Over([network.Output], network.Input, image, $"_{_applications.ToString(System.Globalization.CultureInfo.InvariantCulture)}")[network.Output];
    }
}
