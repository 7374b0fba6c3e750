namespace Rationale;

/// <summary>
/// A trained vector for each token id: an example of token ids <c>[Input(tokens)]</c> becomes [tokens × width]. Token ids are integers from 0 to vocabulary − 1 and have no gradient:
/// explanations and their constraints look at the gradient with respect to the vectors, one number for each token. Must be the first layer after
/// <see cref="InputAttribute"/>.
/// </summary>
/// <param name="vocabulary">Number of token ids, at least 1 and at most 16,777,216.</param>
/// <param name="width">Numbers of a vector, at least 1.</param>
public sealed class EmbeddingAttribute(int vocabulary, int width) : LayerAttribute
{
    /// <summary>Number of token ids.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>Numbers of a vector.</summary>
    public int Width { get; } = width;
}

/// <summary>A trained vector for each position, added to the token that stands there: <c>y = x + P</c>, with x and P [tokens × width].</summary>
public sealed class PositionalEmbeddingAttribute : LayerAttribute;

/// <summary>The same dense layer at each position: <c>y = x W + b</c> along the last dimension, with <c>x</c> [tokens × inputs] and <c>y</c> [tokens × units].</summary>
/// <param name="units">Number of outputs per position, at least 1.</param>
public sealed class LastAxisDenseAttribute(int units) : LayerAttribute
{
    /// <summary>Number of outputs per position.</summary>
    public int Units { get; } = units;

    /// <summary>Whether a bias is added.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Bias { get; set; } = true;

    /// <summary>How weight and bias start.</summary>
    /// <value>The default is <see cref="Initialization.PyTorchDefault"/>, as in PyTorch.</value>
    public Initialization Initialization { get; set; } = Initialization.PyTorchDefault;
}

/// <summary>
/// Multi-head scaled dot-product self-attention over tokens [tokens × width] (Vaswani et al. 2017): each head gives softmax(q kᵀ / √d) v with d = width / heads, and a
/// projection mixes the heads. With <c>[Residual]</c> and <see cref="LayerNormAttribute"/> it makes a transformer.
/// </summary>
/// <param name="heads">Number of heads, at least 1; it divides the width.</param>
public sealed class AttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>Number of heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>Whether a token sees only itself and tokens before it.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Causal { get; set; }

    /// <summary>Whether the projections to queries, keys, values and result add a bias.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Bias { get; set; } = true;

    /// <summary>How the projections start.</summary>
    /// <value>The default is <see cref="Initialization.XavierUniform"/>, with biases of zero.</value>
    public Initialization Initialization { get; set; } = Initialization.XavierUniform;
}
