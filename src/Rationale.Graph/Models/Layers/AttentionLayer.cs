namespace Rationale.Graph.Models;

/// <summary>
/// Multi-head scaled dot-product self-attention over tokens [tokens × width] (Vaswani et al. 2017, equation 1 and section 3.2.2): queries, keys and values are
/// projections of the tokens, each head has softmax(q kᵀ / √d) v over its d = width / heads numbers, and a last projection mixes the heads.
/// </summary>
/// <param name="Heads">Number of heads, which divides the width.</param>
/// <param name="Causal">Whether a token sees only itself and tokens before it.</param>
/// <param name="Bias">Whether the four projections add a bias.</param>
/// <param name="Initialization">How the projections start.</param>
public sealed record AttentionLayer(int Heads, bool Causal, bool Bias, Initialization Initialization) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Attention";

    /// <inheritdoc/>
    public override string Signature => $"Attention({Heads}{(Causal ? ", causal" : "")}{(Bias ? "" : ", no bias")})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => input.Count != 2
        ? throw new ShapeException($"[Attention({Heads})] takes tokens×width but gets rows of shape {ShapeException.Format(input)}; write [Embedding(vocabulary, width)] or [Reshape(tokens, width)] before it")
        : input[1] % Heads == 0
            ? input
            : throw new ShapeException($"[Attention({Heads})] cannot divide tokens of width {input[1]} into {Heads} heads; give a number of heads that divides the width");

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => 4 * Linear.ParameterCount(input[1], input[1], Bias);

    /// <inheritdoc/>
    public override double MaxExampleLength(EquatableArray<int> input) => Math.Max((double)input[0] * input[1], (double)Heads * input[0] * input[0]);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var name = context.NextName("attention");
        var number = name.Substring("attention".Length);
        var (tokens, width) = (input.Shape.Dimensions[0], input.Shape.Last);
        var heads = Shape.PerExample(tokens, Heads, width / Heads);

        // 1/√d is taken into the queries, which are fewer numbers than the scores.
        var queries = (1 / Math.Sqrt(width / Heads)) * Projected("query", "Q").Named($"Q{number}");
        var keys = Projected("key", "K").Named($"K{number}");
        var values = Projected("value", "V").Named($"V{number}");
        var scores = Split(queries).BatchedMatMul(Split(keys), transposeRight: true).Named($"S{number}");
        var weights = (Causal ? scores.LowerTriangle(double.NegativeInfinity) : scores).Softmax().Named($"P{number}");
        var mixed = weights.BatchedMatMul(Split(values)).Permute(1, 0, 2).Reshape(input.Shape).Named($"C{number}");
        return Linear.Apply(context, mixed, $"{name}.output", $"O{number}", width, Bias, Initialization).Named($"h{number}");

        Node Projected(string role, string label) => Linear.Apply(context, input, $"{name}.{role}", label + number, width, Bias, Initialization);

        Node Split(Node projected) => projected.Reshape(heads).Permute(1, 0, 2);
    }
}
