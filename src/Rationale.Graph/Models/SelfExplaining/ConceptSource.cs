namespace Rationale.Graph.Models;

/// <summary>Where the concepts of a self-explaining network come from.</summary>
/// <remarks>Thread safety: immutable, and so is everything derived from it: any number of threads may use it.</remarks>
public abstract record ConceptSource
{
    /// <summary>The source as text with what decides the meaning of its parameters.</summary>
    public abstract string Signature { get; }

    /// <summary>Whether a decoder restores the features from the concepts.</summary>
    public virtual bool Decodes => false;

    /// <summary>Whether the last concept is the constant 1, whose relevance is a bias.</summary>
    public virtual bool HasBias => false;

    /// <summary>Number of concepts for examples of a given shape, a constant one among them.</summary>
    /// <exception cref="ShapeException">The source cannot take such examples.</exception>
    public abstract int Count(EquatableArray<int> input);

    /// <summary>The number of parameters.</summary>
    public virtual double ParameterCount(EquatableArray<int> input) => 0;

    /// <summary>The most values of an example that are held at once.</summary>
    public virtual double MaxExampleLength(EquatableArray<int> input) => Length(input);

    /// <summary>h, [batch×concepts], and what a decoder makes of it, [batch×features], or null without one.</summary>
    public abstract (Node Concepts, Node? Reconstruction) Apply(LayerContext context, Node input);

    /// <summary>Number of features of an example.</summary>
    protected static int Length(EquatableArray<int> input) => input.Aggregate(1, (product, extent) => product * extent);

    /// <summary>The values with a constant concept after them, if one is wanted. Its derivative is zero, so its relevance is penalized only for how it changes.</summary>
    protected static Node WithBias(Node features, bool bias) =>
        (bias ? Functions.Concat(0, features, features.Builder.Constant(1, Shape.PerExample(1))) : features).Named("h");
}

/// <summary>The features themselves.</summary>
/// <param name="Bias">Whether a constant concept of 1 follows.</param>
public sealed record IdentityConcepts(bool Bias) : ConceptSource
{
    /// <inheritdoc/>
    public override bool HasBias => Bias;

    /// <inheritdoc/>
    public override string Signature => Bias ? "identity" : "identity, no bias";

    /// <inheritdoc/>
    public override int Count(EquatableArray<int> input) => Length(input) + (Bias ? 1 : 0);

    /// <inheritdoc/>
    public override (Node Concepts, Node? Reconstruction) Apply(LayerContext context, Node input) => (WithBias(input.Flatten(), Bias), null);
}

/// <summary>Some of the features: h = A x with a boolean mask A.</summary>
/// <param name="Features">Index of each concept's feature in the flat example.</param>
/// <param name="Bias">Whether a constant concept of 1 follows.</param>
public sealed record ChosenConcepts(EquatableArray<int> Features, bool Bias) : ConceptSource
{
    /// <inheritdoc/>
    public override bool HasBias => Bias;

    /// <inheritdoc/>
    public override string Signature => $"features {string.Join(" ", Features)}{(Bias ? "" : ", no bias")}";

    /// <inheritdoc/>
    public override int Count(EquatableArray<int> input)
    {
        var length = Length(input);
        foreach (var feature in Features)
        {
            if (feature < 0 || feature >= length)
            {
                throw new ShapeException($"feature {feature} is to be a concept, but examples of shape {ShapeException.Format(input)} have features 0 to {length - 1}");
            }
        }

        return Features.Count + (Bias ? 1 : 0);
    }

    /// <inheritdoc/>
    public override (Node Concepts, Node? Reconstruction) Apply(LayerContext context, Node input) =>
        (WithBias(Functions.Concat(0, [.. Features.Select(feature => input.Flatten().Slice(0, feature, 1))]), Bias), null);
}

/// <summary>Ones: what a model can do whose concepts say nothing. A control, beside which a model with concepts must show what they are good for.</summary>
/// <param name="Concepts">Number of ones.</param>
public sealed record ConstantConcepts(int Concepts) : ConceptSource
{
    /// <inheritdoc/>
    public override string Signature => $"constant {Concepts}";

    /// <inheritdoc/>
    public override int Count(EquatableArray<int> input) => Concepts;

    /// <inheritdoc/>
    public override (Node Concepts, Node? Reconstruction) Apply(LayerContext context, Node input) => (input.Builder.Constant(1, Shape.PerExample(Concepts)).Named("h"), null);
}

/// <summary>An encoder, with a decoder that must restore the features or without.</summary>
/// <param name="Encoder">Layers from features to concepts.</param>
/// <param name="Decoder">Layers from concepts to features; empty for none.</param>
public sealed record LearnedConcepts(EquatableArray<Layer> Encoder, EquatableArray<Layer> Decoder) : ConceptSource
{
    /// <inheritdoc/>
    public override bool Decodes => Decoder.Count > 0;

    /// <inheritdoc/>
    public override string Signature => $"{LayerSequence.Signature(Encoder)}{(Decoder.Count > 0 ? $"; {LayerSequence.Signature(Decoder)}" : "")}";

    /// <inheritdoc/>
    public override int Count(EquatableArray<int> input)
    {
        var concepts = Concepts(input);
        var restored = LayerSequence.OutputShape(Decoder, concepts, "decoder");
        return Decoder.Count == 0 || Length(restored) == Length(input)
            ? concepts[0]
            : throw new ShapeException($"the decoder gives examples of shape {ShapeException.Format(restored)}, which cannot be compared with features of shape {ShapeException.Format(input)}: {Length(restored)} numbers meet {Length(input)}");
    }

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => LayerSequence.ParameterCount(Encoder, input) + LayerSequence.ParameterCount(Decoder, Concepts(input));

    /// <inheritdoc/>
    public override double MaxExampleLength(EquatableArray<int> input) => Math.Max(LayerSequence.MaxExampleLength(Encoder, input), LayerSequence.MaxExampleLength(Decoder, Concepts(input)));

    /// <inheritdoc/>
    public override (Node Concepts, Node? Reconstruction) Apply(LayerContext context, Node input)
    {
        var concepts = LayerSequence.Apply(Encoder, context, input);
        return (concepts, Decoder.Count == 0 ? null : LayerSequence.Apply(Decoder, context, concepts).Flatten());
    }

    private EquatableArray<int> Concepts(EquatableArray<int> input)
    {
        var concepts = LayerSequence.OutputShape(Encoder, input, "encoder");
        return concepts.Count == 1
            ? concepts
            : throw new ShapeException($"the encoder gives examples of shape {ShapeException.Format(concepts)}, but concepts are one number each; end it with [Flatten] and [Dense]");
    }
}

/// <summary>Nearness to learned points of the input space: hᵢ = exp(−‖x − pᵢ‖² / n) over n features.</summary>
/// <param name="Prototypes">Number of prototypes.</param>
public sealed record PrototypeConcepts(int Prototypes) : ConceptSource
{
    /// <inheritdoc/>
    public override string Signature => $"prototypes {Prototypes}";

    /// <inheritdoc/>
    public override int Count(EquatableArray<int> input) => Prototypes;

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => (double)Prototypes * Length(input);

    /// <inheritdoc/>
    public override (Node Concepts, Node? Reconstruction) Apply(LayerContext context, Node input)
    {
        // ‖x − p‖² = ‖x‖² − 2 x·p + ‖p‖²: one product for all prototypes.
        var x = input.Flatten();
        var features = x.Shape.Length;
        var prototypes = context.Parameter("prototypes.points", "P", Shape.Unbatched(features, Prototypes), new Initializer(InitializerKind.Normal, 1));
        var distances = x.Square().SumPerExample() - (2 * x.MatMul(prototypes)) + prototypes.Square().Sum(0).Reshape(Shape.Unbatched(Prototypes));
        return ((-1.0 / features * distances).Exp().Named("h"), null);
    }
}
