using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>A self-explaining module: its network, with a module in the place of each part, and the fields that hold the parts.</summary>
/// <param name="Network">The network.</param>
/// <param name="Parts">The parts.</param>
/// <param name="Fields">Their fields: relevance, encoder and decoder.</param>
internal sealed record ConceptModule(SelfExplainingNetwork Network, ConceptParts Parts, (IFieldSymbol Relevance, IFieldSymbol? Encoder, IFieldSymbol? Decoder) Fields)
{
    /// <summary>The network with the layers of every part.</summary>
    /// <param name="module">The module, with its fields.</param>
    /// <param name="inputShape">Shape of an example.</param>
    /// <param name="reader">Reads the forward passes of the parts.</param>
    /// <param name="at">The class.</param>
    /// <exception cref="NotUnderstoodException">A part is not understood.</exception>
    /// <exception cref="ShapeException">A part does not fit.</exception>
    public (EquatableArray<Layer> Layers, IReadOnlyList<Assembly> Parts) Understand(HandWrittenModule module, EquatableArray<int> inputShape, ForwardReader reader, SyntaxNode at)
    {
        var assemblies = new List<Assembly>();
        var network = Network;
        if (network.Source is LearnedConcepts learned)
        {
            var concepts = learned.Count(inputShape);
            var encoder = Part(Fields.Encoder!, inputShape);
            var given = encoder.Aggregate(inputShape, (shape, layer) => layer.OutputShape(shape));
            if (given.Count != 1 || given[0] != concepts)
            {
                throw new ShapeException($"'{Parts.Encoder!.Name}' gives examples of shape {ShapeException.Format(given)}, but {concepts} concepts are declared");
            }

            var decoder = Fields.Decoder is null ? new EquatableArray<Layer>([]) : Part(Fields.Decoder, EquatableArray.Create(concepts));
            network = network with { Source = new LearnedConcepts(encoder, decoder) };
        }

        network = network with { Relevance = Part(Fields.Relevance, inputShape) };
        _ = network.OutputShape(inputShape);
        return (EquatableArray.Create<Layer>(network), assemblies);

        EquatableArray<Layer> Part(IFieldSymbol field, EquatableArray<int> shape)
        {
            var output = Call(field, module, shape, reader, at).Plain();
            if (!output.DependsOnExample)
            {
                throw new NotUnderstoodException(RuleIds.CallNotUnderstood, at, $"calls '{FieldReader.ComponentName(field)}', which does not depend on its input");
            }

            output.RequireBatchFirst(at);
            assemblies.Add(Assembly.Create(output));
            return assemblies[assemblies.Count - 1].Layers;
        }
    }

    private static TensorValue Call(IFieldSymbol field, HandWrittenModule module, EquatableArray<int> shape, ForwardReader reader, SyntaxNode at)
    {
        var declaration = (field.AssociatedSymbol ?? field).DeclaringSyntaxReferences[0].GetSyntax();
        if (module.Get(field) is not ModuleValue part)
        {
            throw new NotUnderstoodException(RuleIds.ConstructionNotUnderstood, declaration, "is a module that no initializer or constructor makes where it can be read");
        }

        // A part is called by what is generated; what does not fit in it is reported where it is made.
        var place = declaration.DescendantNodesAndSelf().Concat(at.DescendantNodes()).Select(reader.Operation).First(operation => operation is not null);
        return part.Call(TensorValue.Row(shape), place!, reader);
    }
}
