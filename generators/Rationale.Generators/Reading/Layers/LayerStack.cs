using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>The layers of a model as read: the shape of a row, and each layer with the attribute it came from.</summary>
internal sealed class LayerStack
{
    private LayerStack(EquatableArray<int> inputShape, List<(AttributeUse Attribute, Layer Layer)> layers)
    {
        InputShape = inputShape;
        Layers = layers;
    }

    /// <summary>Shape of one input row.</summary>
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

        var layers = new List<(AttributeUse, Layer)>();
        foreach (var attribute in attributes.Except(inputs))
        {
            if (LayerTable.Readers.TryGetValue(attribute.ClassName, out var reader))
            {
                layers.Add((attribute, reader(attribute, context)));
            }
            else
            {
                context.Problems.Block(RuleIds.UnknownAttribute, attribute.Location, attribute.Name, context.ModelName, "layer");
            }
        }

        return new LayerStack(inputs.Count > 0 ? InputReader.Read(inputs[0], context) : default, layers);
    }

    private static bool CheckOneDeclaration(IReadOnlyList<AttributeUse> attributes, ReadingContext context)
    {
        // Which of two partial declarations comes first depends on the order of the files on the command line, so the order of the layers would too.
        var stray = attributes.FirstOrDefault(attribute => !SameDeclaration(attribute.Syntax, attributes[0].Syntax));
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
