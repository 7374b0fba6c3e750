using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Reads [SelfExplaining] on a TorchSharp module: the fields marked [ConceptEncoder], [ConceptDecoder] and [Relevance] hold its parts, and its <c>forward</c> is generated.</summary>
internal static class ConceptModuleReader
{
    /// <summary>Finds the parts; null where one is missing or cannot be one.</summary>
    public static ConceptModule? Read(INamedTypeSymbol type, AttributeUse attribute, ModelTask? task, EquatableArray<int> inputShape, ReadingContext context)
    {
        if (task is not null and not ClassifierTask)
        {
            context.Problems.Block(RuleIds.SelfExplainingRegressor, attribute.Location, context.ModelName);
        }

        if (type.GetMembers("forward").FirstOrDefault(member => !member.DeclaringSyntaxReferences.All(reference => GeneratedFiles.Contain(type, reference.GetSyntax()))) is { } forward)
        {
            context.Problems.Block(RuleIds.OwnForwardOfConcepts, forward.Locations[0], context.ModelName);
        }

        CheckChoices(type, attribute, context);
        var concepts = context.Count(attribute, "concepts");
        var (encoder, decoder) = (Field(type, nameof(ConceptEncoderAttribute), context), Field(type, nameof(ConceptDecoderAttribute), context));
        if (task is null || concepts < 1
            || SelfExplainingReader.Source(attribute, concepts, inputShape, Learned, context) is not { } source
            || Required(Field(type, nameof(RelevanceAttribute), context), nameof(RelevanceAttribute), "that gives a relevance for each concept and class") is not { } relevance
            || context.Problems.Blocked)
        {
            return null;
        }

        var relevances = (double)source.Count(inputShape) * task.Outputs;
        if (relevances > int.MaxValue)
        {
            context.Problems.Block(RuleIds.ModelTooLarge, attribute.Location, context.ModelName, attribute.Name);
            return null;
        }

        var (usesEncoder, usesDecoder) = (source is LearnedConcepts, source.Decodes);
        var network = new SelfExplainingNetwork(source, Module(relevance, (int)relevances), task.Outputs, ConceptAggregator.Sum);
        return new ConceptModule(
            network,
            new ConceptParts(Component(relevance), usesEncoder ? Component(encoder!) : null, usesDecoder ? Component(decoder!) : null),
            (relevance, usesEncoder ? encoder : null, usesDecoder ? decoder : null));

        LearnedConcepts? Learned(ConceptOrigin origin)
        {
            var decodes = origin != ConceptOrigin.Encoder;
            var has = Required(encoder, nameof(ConceptEncoderAttribute), "that gives the concepts") is not null
                & (!decodes || Required(decoder, nameof(ConceptDecoderAttribute), "that gives the features back, or set Origin = ConceptOrigin.Encoder") is not null);
            return !has ? null : new LearnedConcepts(
                Module(encoder!, concepts),
                decodes ? Module(decoder!, inputShape.Aggregate(1, (product, extent) => product * extent)) : new EquatableArray<Layer>([]));
        }

        IFieldSymbol? Required(IFieldSymbol? field, string mark, string gives)
        {
            if (field is null && !context.Problems.Blocked)
            {
                context.Problems.Block(RuleIds.ConceptPartMissing, attribute.Location, context.ModelName, $"no field is marked [{Name(mark)}]; mark the module {gives}");
            }

            return field;
        }
    }

    private static string Name(string mark) => mark.Substring(0, mark.Length - nameof(Attribute).Length);

    private static EquatableArray<Layer> Module(IFieldSymbol field, int outputs) => EquatableArray.Create<Layer>(new ModuleLayer(FieldReader.ComponentName(field), EquatableArray.Create(outputs)));

    private static ModuleComponent Component(IFieldSymbol field) => new(FieldReader.ComponentName(field), TypePart.Escape((field.AssociatedSymbol ?? field).Name), IsParameter: false);

    /// <summary>The only field with a mark; null for none. A second one, and one that holds no module of one tensor, are reported.</summary>
    private static IFieldSymbol? Field(INamedTypeSymbol type, string mark, ReadingContext context)
    {
        var marked = type.GetMembers().OfType<IFieldSymbol>().Where(field => IsMarked(field, mark) || IsMarked(field.AssociatedSymbol, mark)).ToList();
        foreach (var field in marked)
        {
            var named = field.AssociatedSymbol ?? field;
            if (marked.Count > 1)
            {
                context.Problems.Block(RuleIds.ConceptPartMissing, named.Locations[0], context.ModelName, $"{marked.Count} fields are marked [{Name(mark)}]; mark one of them");
                break;
            }

            if (!TorchTypes.IsModuleOfOneTensor(field.Type))
            {
                context.Problems.Block(
                    RuleIds.ConceptPartMissing,
                    named.Locations[0],
                    context.ModelName,
                    $"'{named.Name}' is marked [{Name(mark)}] and is {field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}; mark a module that takes one tensor and gives one");
            }
        }

        return marked.FirstOrDefault();
    }

    private static bool IsMarked(ISymbol? symbol, string mark) => symbol?.GetAttributes().Any(attribute => attribute.AttributeClass?.IsRationale() == true && attribute.AttributeClass.Name == mark) == true;

    /// <summary>What has parameters of its own, or is said by layers, has no place in a module.</summary>
    private static void CheckChoices(INamedTypeSymbol type, AttributeUse attribute, ReadingContext context)
    {
        if (context.Choice(attribute, nameof(SelfExplainingAttribute.Origin), ConceptOrigin.Autoencoder) == ConceptOrigin.Prototypes)
        {
            Refuse(nameof(SelfExplainingAttribute.Origin), "Origin = ConceptOrigin.Prototypes has parameters of its own; write the prototypes as a module, and mark it [ConceptEncoder]");
        }

        if (context.Choice(attribute, nameof(SelfExplainingAttribute.Aggregator), ConceptAggregator.Sum) != ConceptAggregator.Sum)
        {
            Refuse(nameof(SelfExplainingAttribute.Aggregator), "Aggregator = ConceptAggregator.PositiveAffine has parameters of its own; leave it at Sum, or declare the network by layers");
        }

        foreach (var nested in type.GetTypeMembers().Where(nested => IsMarked(nested, nameof(AggregationAttribute))))
        {
            Refuse("concepts", $"the class '{nested.Name}' aggregates contributions by declared layers; leave it out, so that they are added, or declare the network by layers");
        }

        foreach (var nested in type.GetTypeMembers().Where(nested => IsMarked(nested, nameof(ConceptEncoderAttribute)) || IsMarked(nested, nameof(ConceptDecoderAttribute)) || IsMarked(nested, nameof(RelevanceAttribute))))
        {
            Refuse("concepts", $"the class '{nested.Name}' declares layers; mark fields that hold modules instead");
        }

        void Refuse(string property, string reason) => context.Problems.Block(RuleIds.ConceptPartNotForModules, attribute.LocationOf(property), context.ModelName, reason);
    }
}
