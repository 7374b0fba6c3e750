using Rationale.Graph.Operators;

namespace Rationale.Graph.Models;

/// <summary>
/// A trained vector for each token id: an example of token ids becomes [tokens × width]. Token ids are integers from 0 and have no gradient; explanations are gradients with
/// respect to the vectors, see <see cref="InputNode.AttributionInput"/>.
/// </summary>
/// <param name="Vocabulary">Number of token ids.</param>
/// <param name="Width">Numbers of a vector.</param>
public sealed record EmbeddingLayer(int Vocabulary, int Width) : Layer
{
    /// <summary>Token ids come as single-precision features: beyond this number two of them would be the same.</summary>
    private const int MaxTokenIds = 1 << 24;

    /// <inheritdoc/>
    public override string Name => "Embedding";

    /// <inheritdoc/>
    public override string Signature => $"Embedding({Vocabulary}, {Width})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => Vocabulary <= MaxTokenIds
        ? new EquatableArray<int>(input.Append(Width))
        : throw new ShapeException($"[Embedding({Vocabulary}, {Width})] has more token ids than single precision tells apart; use at most {MaxTokenIds}");

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => (double)Vocabulary * Width;

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        // Any other value has been computed, and a row of the table would be taken by a number that only looks like an id.
        if (input.Operator is not InputOp)
        {
            throw new ShapeException($"[Embedding({Vocabulary}, {Width})] must stand right after [Input]: what other layers give are no token ids");
        }

        var name = context.NextName("embedding");
        var table = context.Parameter($"{name}.weight", $"E{name.Substring("embedding".Length)}", Shape.Unbatched(Vocabulary, Width), new Initializer(InitializerKind.Normal, 1));
        return table.GatherRows(input).Named("e");
    }
}

/// <summary>A trained vector for each position, added to what stands there: y = x + P.</summary>
public sealed record PositionalEmbeddingLayer : Layer
{
    /// <inheritdoc/>
    public override string Name => "PositionalEmbedding";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => input.Count == 2
        ? input
        : throw new ShapeException($"[PositionalEmbedding] takes tokens×width but gets rows of shape {ShapeException.Format(input)}; write [Embedding(vocabulary, width)] before it");

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => (double)input[0] * input[1];

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var name = context.NextName("position");
        var number = name.Substring("position".Length);
        var vectors = context.Parameter($"{name}.weight", $"T{number}", Shape.Unbatched(input.Shape.Dimensions[0], input.Shape.Last), new Initializer(InitializerKind.Normal, 0.02));
        return (input + vectors).Named($"p{number}");
    }
}
