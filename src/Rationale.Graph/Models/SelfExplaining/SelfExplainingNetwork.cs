namespace Rationale.Graph.Models;

/// <summary>
/// The network of a self-explaining model: f_c = Σᵢ φ(Aᵢ θᵢ_c(x) hᵢ(x)) + b_c, with A = 1 and b = 0 for the sum, and without a φ unless the model has one
/// (Alvarez-Melis and Jaakkola 2018, definition 3.3: monotone and additively separable).
/// </summary>
/// <param name="Source">Where concepts h come from.</param>
/// <param name="Relevance">Layers from features to θ, concepts × classes numbers.</param>
/// <param name="Classes">Outputs of the model.</param>
/// <param name="Aggregator">How contributions become an output.</param>
/// <param name="Aggregation">φ: activations that each contribution goes through before the sum; empty for none.</param>
public sealed record SelfExplainingNetwork(ConceptSource Source, EquatableArray<Layer> Relevance, int Classes, ConceptAggregator Aggregator, EquatableArray<Layer> Aggregation = default) : Layer
{
    /// <inheritdoc/>
    public override string Name => "SelfExplaining";

    /// <inheritdoc/>
    public override string Signature => $"SelfExplaining({Aggregator}; {Source.Signature}; {LayerSequence.Signature(Relevance)}{(Aggregation.Count > 0 ? $"; {LayerSequence.Signature(Aggregation)}" : "")})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input)
    {
        var concepts = Source.Count(input);
        var relevances = LayerSequence.OutputShape(Relevance, input, "relevance network");
        var given = relevances.Aggregate(1.0, (product, extent) => product * extent);
        return given == (double)concepts * Classes
            ? EquatableArray.Create(Classes)
            : throw new ShapeException($"the relevance network gives examples of shape {ShapeException.Format(relevances)}, but {concepts} concepts of {Classes} classes need [{concepts}×{Classes}]: {given} numbers meet {(double)concepts * Classes}; end it with [Dense({(double)concepts * Classes})]");
    }

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => Source.ParameterCount(input) + LayerSequence.ParameterCount(Relevance, input)
        + (Aggregator == ConceptAggregator.PositiveAffine ? Source.Count(input) + Classes : 0);

    /// <inheritdoc/>
    public override double MaxExampleLength(EquatableArray<int> input) => Math.Max(Source.MaxExampleLength(input), LayerSequence.MaxExampleLength(Relevance, input));

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var (concepts, reconstruction) = Source.Apply(context, input);
        var count = concepts.Shape.Last;
        var relevances = LayerSequence.Apply(Relevance, context, input).Flatten().Reshape(Shape.PerExample(count, Classes)).Named("θ(x)");
        if (Aggregator == ConceptAggregator.Sum)
        {
            return Aggregated(context, new ConceptNodes(concepts, relevances, null, reconstruction)).Named("f");
        }

        // softplus(a) = 1 at a = log(e − 1): the affine aggregator starts as the sum.
        var raw = context.Parameter("aggregator.scale", "a", Shape.Unbatched(count, 1), new Initializer(InitializerKind.Constant, Math.Log(Math.E - 1)));
        var shift = context.Parameter("aggregator.bias", "b", Shape.Unbatched(Classes), new Initializer(InitializerKind.Constant, 0));
        return (Aggregated(context, new ConceptNodes(concepts, relevances, raw.Softplus().Named("A"), reconstruction)) + shift).Named("f");
    }

    /// <summary>The layers of all parts, in the order of their parameters.</summary>
    internal IEnumerable<Layer> Parts => (Source is LearnedConcepts learned ? learned.Encoder.Concat(learned.Decoder) : []).Concat(Relevance).Concat(Aggregation);

    /// <summary>The same network with the tensors of a module on its first module layer.</summary>
    internal SelfExplainingNetwork WithModuleTensors(EquatableArray<ModuleTensor> tensors) => this switch
    {
        { Source: LearnedConcepts { Encoder: [ModuleLayer encoder] } learned } => this with { Source = learned with { Encoder = EquatableArray.Create<Layer>(encoder with { Tensors = tensors }) } },
        { Relevance: [ModuleLayer relevance] } => this with { Relevance = EquatableArray.Create<Layer>(relevance with { Tensors = tensors }) },
        _ => throw new InvalidOperationException("The network has no module layer."),
    };

    private Node Aggregated(LayerContext context, ConceptNodes nodes)
    {
        var count = nodes.Concepts.Shape.Last;
        if (Aggregation.Count == 0)
        {
            // h · A θ: a product of an example with a matrix for each example of the batch.
            context.Concepts = nodes;
            return nodes.Concepts.Reshape(Shape.PerExample(1, count)).BatchedMatMul(nodes.Effects).Reshape(Shape.PerExample(Classes));
        }

        var contributions = (nodes.Concepts.Reshape(Shape.PerExample(count, 1)) * nodes.Effects).Named("z");
        var transformed = LayerSequence.Apply(Aggregation, context, contributions);
        context.Concepts = nodes with { Slopes = Functions.GradientOf(transformed.Flatten().SumPerExample(), contributions, "φ") };
        return transformed.Sum(0).Reshape(Shape.PerExample(Classes));
    }
}
