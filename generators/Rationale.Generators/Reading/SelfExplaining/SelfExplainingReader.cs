using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [SelfExplaining] and the nested classes that carry a model's own networks.</summary>
internal static class SelfExplainingReader
{
    /// <summary>Puts the self-explaining network in the place of the layers.</summary>
    public static void Read(AttributeUse attribute, ModelTask? task, ref LayerStack stack, ReadingContext context)
    {
        foreach (var (stray, _) in stack.AllLayers)
        {
            context.Problems.Block(RuleIds.LayersBesideSelfExplaining, stray.Location, context.ModelName, stray.Name);
        }

        if (task is not null and not ClassifierTask)
        {
            context.Problems.Block(RuleIds.SelfExplainingRegressor, attribute.Location, context.ModelName);
        }

        var (concepts, inputShape) = (context.Count(attribute, "concepts"), stack.InputShape);
        if (task is not null && concepts > 0 && Source(attribute, concepts, stack.InputShape, origin => Learned(attribute, concepts, inputShape, origin, context), context) is { } source)
        {
            var counted = source is IdentityConcepts or ChosenConcepts && attribute.Value(nameof(SelfExplainingAttribute.Bias), true) ? concepts + 1 : concepts;
            var aggregator = context.Choice(attribute, nameof(SelfExplainingAttribute.Aggregator), ConceptAggregator.Sum);
            var own = context.Blocks.Part(nameof(RelevanceAttribute), attribute, context);
            var outputs = (double)counted * task.Outputs;
            if (own.Count > 0 || outputs <= int.MaxValue)
            {
                var relevance = own.Count > 0 ? own : DefaultNetworks.Relevance(stack.InputShape, counted, task.Outputs);
                stack = stack.With(attribute, new SelfExplainingNetwork(source, relevance, task.Outputs, aggregator, Aggregation(attribute, context)));
            }
            else
            {
                context.Problems.Block(RuleIds.ModelTooLarge, attribute.Location, context.ModelName, attribute.Name);
            }
        }
    }

    /// <summary>Where concepts come from.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="concepts">Their declared number.</param>
    /// <param name="input">Shape of an example.</param>
    /// <param name="learned">Makes an encoder, with a decoder or without.</param>
    /// <param name="context">Where problems go.</param>
    public static ConceptSource? Source(AttributeUse attribute, int concepts, EquatableArray<int> input, Func<ConceptOrigin, ConceptSource?> learned, ReadingContext context)
    {
        var origin = context.Choice(attribute, nameof(SelfExplainingAttribute.Origin), ConceptOrigin.Autoencoder);
        var bias = attribute.Value(nameof(SelfExplainingAttribute.Bias), true);
        var features = attribute.Values(nameof(SelfExplainingAttribute.Features));
        var length = input.Aggregate(1.0, (product, extent) => product * extent);
        if (input.Count == 0 || input.Any(extent => extent < 1) || length > int.MaxValue)
        {
            return null;
        }

        switch (origin)
        {
            case ConceptOrigin.Identity when length != concepts:
                DoNotFit(attribute, "concepts", $"{ReadingContext.Text(concepts)} concepts are declared, but the example has {ReadingContext.Text(length)} features, each of which is one", context);
                return null;
            case ConceptOrigin.Identity:
                return new IdentityConcepts(bias);
            case ConceptOrigin.Chosen when features.Length != concepts || features.Any(feature => feature < 0 || feature >= length):
                DoNotFit(attribute, nameof(SelfExplainingAttribute.Features), $"Features must name {ReadingContext.Text(concepts)} features of 0 to {ReadingContext.Text(length - 1)}, one for each concept, but names {(features.Length == 0 ? "none" : string.Join(", ", features))}", context);
                return null;
            case ConceptOrigin.Chosen:
                return new ChosenConcepts(new EquatableArray<int>(features), bias);
            case ConceptOrigin.Prototypes:
                return new PrototypeConcepts(concepts);
            case ConceptOrigin.Constant:
                return new ConstantConcepts(concepts);
            default:
                return learned(origin);
        }
    }

    private static LearnedConcepts? Learned(AttributeUse attribute, int concepts, EquatableArray<int> input, ConceptOrigin origin, ReadingContext context)
    {
        var (encoder, decoder) = (context.Blocks.Part(nameof(ConceptEncoderAttribute), attribute, context), context.Blocks.Part(nameof(ConceptDecoderAttribute), attribute, context));
        encoder = encoder.Count > 0 ? encoder : DefaultNetworks.Encoder(input, concepts);
        decoder = origin == ConceptOrigin.Encoder ? new EquatableArray<Layer>([]) : decoder.Count > 0 ? decoder : DefaultNetworks.Decoder(input);
        try
        {
            var given = encoder.Aggregate(input, (shape, layer) => layer.OutputShape(shape));
            if (given.Count == 1 && given[0] != concepts)
            {
                DoNotFit(attribute, "concepts", $"{ReadingContext.Text(concepts)} concepts are declared, but the encoder gives examples of shape {ShapeException.Format(given)}", context);
                return null;
            }
        }
        catch (ShapeException)
        {
            // Layers that do not fit each other are reported with the shapes of the whole network.
        }

        return new LearnedConcepts(encoder, decoder);
    }

    /// <summary>The activations that contributions go through; what would mix them, or let more of a concept speak against what it speaks for, is reported.</summary>
    private static EquatableArray<Layer> Aggregation(AttributeUse attribute, ReadingContext context)
    {
        var layers = context.Blocks.Part(nameof(AggregationAttribute), attribute, context);
        foreach (var layer in layers)
        {
            if (layer is not ActivationLayer { IsMonotone: not false })
            {
                context.Problems.Block(layer is ActivationLayer ? RuleIds.AggregationFalls : RuleIds.AggregationMixes, attribute.Location, context.ModelName, layer.Name);
            }
        }

        return layers;
    }

    private static void DoNotFit(AttributeUse attribute, string property, string reason, ReadingContext context) =>
        context.Problems.Block(RuleIds.ConceptsDoNotFitOrigin, attribute.LocationOf(property), context.ModelName, reason);
}
