using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>The layers of a model as read: the shape of an example, and each layer with the attribute it came from.</summary>
internal sealed class LayerStack
{
    /// <summary>
    /// What a model or a block may have, blocks and their repetitions counted out: the generated code grows with each of them, and blocks of blocks multiply.
    /// </summary>
    private const int MaxLayers = 4096;

    private LayerStack(EquatableArray<int> inputShape, List<(AttributeUse Attribute, Layer Layer)> layers)
    {
        InputShape = inputShape;
        Layers = layers;
    }

    /// <summary>Shape of one example.</summary>
    public EquatableArray<int> InputShape { get; }

    /// <summary>Layers in order, without [Input].</summary>
    public IReadOnlyList<(AttributeUse Attribute, Layer Layer)> Layers { get; }

    /// <summary>Reads every layer attribute, and checks that exactly one [Input] stands first and that the order is defined.</summary>
    /// <param name="attributes">Layer attributes in source order.</param>
    /// <param name="context">Where problems go.</param>
    public static LayerStack Read(IReadOnlyList<AttributeUse> attributes, ReadingContext context)
    {
        var ordered = CheckOneDeclaration(attributes, context);
        var inputs = attributes.Where(attribute => attribute.ClassName == nameof(InputAttribute)).ToList();
        CheckInput(inputs, context);
        if (ordered && inputs.Count > 0 && attributes[0] != inputs[0])
        {
            context.Problems.Block(RuleIds.InputNotFirst, inputs[0].Location, context.ModelName, attributes[0].Name);
        }

        var layers = ReadLayers(attributes.Except(inputs), context);
        EmbeddingChecks.Check(layers, afterInput: true, context);
        return new LayerStack(inputs.Count > 0 ? InputReader.Read(inputs[0], context) : default, layers);
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

    /// <summary>The same examples with one layer that an attribute of the model stands for.</summary>
    public LayerStack With(AttributeUse attribute, Layer layer) => new(InputShape, [(attribute, layer)]);

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

    private static void CheckInput(IReadOnlyList<AttributeUse> inputs, ReadingContext context)
    {
        if (inputs.Count == 0)
        {
            context.Problems.Block(RuleIds.MissingInput, context.TypeLocation, context.ModelName);
        }

        foreach (var repeated in inputs.Skip(1))
        {
            context.Problems.Block(RuleIds.InputRepeated, repeated.Location, context.ModelName);
        }
    }

    private static bool SameDeclaration(AttributeSyntax left, AttributeSyntax right) =>
        left.SyntaxTree == right.SyntaxTree && left.Parent!.Parent!.Span == right.Parent!.Parent!.Span;
}
