using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>The layers of a model as read: its inputs, and each layer with the attribute it came from.</summary>
internal sealed class LayerStack
{
    /// <summary>
    /// What a model or a block may have, blocks and their repetitions counted out: the generated code grows with each of them, and blocks of blocks multiply.
    /// </summary>
    private const int MaxLayers = 4096;

    private LayerStack(IReadOnlyList<InputLayers> inputs, AttributeUse? join, IReadOnlyList<(AttributeUse Attribute, Layer Layer)> layers) => (Inputs, Join, Layers) = (inputs, join, layers);

    /// <summary>The inputs in order, each with layers of its own where there are several.</summary>
    public IReadOnlyList<InputLayers> Inputs { get; }

    /// <summary>[Join], behind which the layers of several inputs go on; null where the model has one input.</summary>
    public AttributeUse? Join { get; }

    /// <summary>Layers in order: those behind [Input], or behind [Join] where there are several inputs.</summary>
    public IReadOnlyList<(AttributeUse Attribute, Layer Layer)> Layers { get; }

    /// <summary>The layers of the inputs, and those behind them.</summary>
    public IEnumerable<(AttributeUse Attribute, Layer Layer)> AllLayers => Inputs.SelectMany(input => input.Layers).Concat(Layers);

    /// <summary>The inputs as data; without a shape where the class has none.</summary>
    public EquatableArray<ModelInput> ModelInputs => Inputs.Count == 0 ? EquatableArray.Create(new ModelInput(ModelInput.Features, default)) : new(Inputs.Select(input => input.Input));

    /// <summary>Shape of one example of what the layers take; none where what has been read so far gives none.</summary>
    public EquatableArray<int> InputShape { get; private set; }

    /// <summary>Reads every layer attribute, and checks that an [Input] stands first, that several have names and are joined, and that the order is defined.</summary>
    /// <param name="attributes">Layer attributes in source order.</param>
    /// <param name="context">Where problems go.</param>
    public static LayerStack Read(IReadOnlyList<AttributeUse> attributes, ReadingContext context)
    {
        var problems = context.Problems.All.Count;
        var ordered = CheckOneDeclaration(attributes, context);
        var (inputs, joins) = (attributes.Where(InputReader.IsInput).ToList(), attributes.Where(IsJoin).ToList());
        InputChecks.Check(inputs, joins, attributes, context);
        if (ordered && inputs.Count > 0 && attributes[0] != inputs[0])
        {
            context.Problems.Block(RuleIds.InputNotFirst, inputs[0].Location, context.ModelName, attributes[0].Name);
        }

        var layers = ReadLayers(attributes.Except(inputs).Except(joins), context);
        var several = inputs.Count > 1;
        var read = inputs.Select(input => new InputLayers(
            input,
            InputReader.ReadName(input),
            InputReader.Read(input, context),
            several ? [.. LayersOf(input, attributes, layers)] : [])).ToList();
        var last = several ? [.. LayersOf(joins.FirstOrDefault(), attributes, layers)] : layers;
        foreach (var own in read.Select(input => input.Layers))
        {
            EmbeddingChecks.Check(own, afterInput: true, context);
        }

        EmbeddingChecks.Check(last, afterInput: !several, context);
        var stack = new LayerStack(read, several ? joins.FirstOrDefault() : null, last);
        stack.InputShape = !several ? read.FirstOrDefault()?.Shape ?? default
            : context.Problems.All.Skip(problems).Any(problem => problem.Blocks) ? default
            : stack.JoinedShape(context.ModelName);
        return stack;
    }

    /// <summary>Reads the layer attributes of a block, and checks that the order is defined.</summary>
    /// <param name="attributes">Layer attributes in source order, without [Input].</param>
    /// <param name="context">Where problems go.</param>
    public static EquatableArray<Layer> ReadBlock(IReadOnlyList<AttributeUse> attributes, ReadingContext context)
    {
        CheckOneDeclaration(attributes, context);
        var layers = ReadLayers(attributes, context);
        EmbeddingChecks.Check(layers, afterInput: false, context);
        return new EquatableArray<Layer>(layers.Select(entry => entry.Layer));
    }

    /// <summary>The same inputs with one layer that an attribute of the model stands for.</summary>
    public LayerStack With(AttributeUse attribute, Layer layer) => new(Inputs, Join, [(attribute, layer)]) { InputShape = InputShape };

    /// <summary>Whether an attribute is [Join].</summary>
    public static bool IsJoin(AttributeUse attribute) => attribute.ClassName == nameof(JoinAttribute);

    /// <summary>The shape behind [Join]; none where the layers of the inputs do not fit, which is reported with their places later.</summary>
    private EquatableArray<int> JoinedShape(string model)
    {
        try
        {
            return ModelInput.JoinedShape(model, ModelInputs);
        }
        catch (ShapeException)
        {
            return default;
        }
    }

    /// <summary>The layers between an attribute and the next [Input] or [Join].</summary>
    private static IEnumerable<(AttributeUse Attribute, Layer Layer)> LayersOf(
        AttributeUse? start, IReadOnlyList<AttributeUse> attributes, IReadOnlyList<(AttributeUse Attribute, Layer Layer)> layers)
    {
        var own = new HashSet<AttributeUse>(attributes.SkipWhile(attribute => attribute != start).Skip(1).TakeWhile(attribute => !InputReader.IsInput(attribute) && !IsJoin(attribute)));
        return layers.Where(layer => own.Contains(layer.Attribute));
    }

    private static List<(AttributeUse Attribute, Layer Layer)> ReadLayers(IEnumerable<AttributeUse> attributes, ReadingContext context)
    {
        var layers = new List<(AttributeUse, Layer)>();
        var count = 0L;
        foreach (var attribute in attributes)
        {
            if (!LayerTable.Readers.TryGetValue(attribute.ClassName, out var reader))
            {
                context.Problems.Block(RuleIds.UnknownAttribute, attribute.Location, attribute.Name, context.ModelName, "layer");
                continue;
            }

            var layer = reader(attribute, context);
            var times = context.Count(attribute, nameof(ResidualAttribute.Times), 1);
            count += times * Count(layer);
            if (count > MaxLayers)
            {
                context.Problems.Block(
                    RuleIds.TooManyLayers,
                    attribute.LocationOf(nameof(ResidualAttribute.Times)),
                    attribute.Name,
                    context.ModelName,
                    ReadingContext.Text(count),
                    ReadingContext.Text(MaxLayers));
                break;
            }

            layers.AddRange(Enumerable.Repeat((attribute, layer), Math.Max(0, times)));
        }

        return layers;
    }

    // A block that was read has at most MaxLayers, so neither this nor the sum of two uses overflows.
    private static long Count(Layer layer) => layer is ResidualLayer residual ? 1 + residual.Layers.Sum(Count) : 1;

    private static bool CheckOneDeclaration(IReadOnlyList<AttributeUse> attributes, ReadingContext context)
    {
        // Which of two partial declarations comes first depends on the order of the files on the command line, so the order of the layers would too.
        // A class from metadata was checked where it was compiled.
        var stray = attributes.FirstOrDefault(attribute =>
            attribute.Syntax is { } syntax && attributes[0].Syntax is { } first && !SameDeclaration(syntax, first));
        if (stray is not null)
        {
            context.Problems.Block(RuleIds.LayersOverSeveralDeclarations, stray.Location, context.ModelName, stray.Name);
        }

        return stray is null;
    }

    private static bool SameDeclaration(AttributeSyntax left, AttributeSyntax right) =>
        left.SyntaxTree == right.SyntaxTree && left.Parent!.Parent!.Span == right.Parent!.Parent!.Span;
}
