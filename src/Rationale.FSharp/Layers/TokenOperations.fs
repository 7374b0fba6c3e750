namespace Rationale.FSharp

open Rationale
open Rationale.Graph.Models

/// <summary>Layers over tokens [tokens × width].</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type TokenOperations =
    /// <summary>A trained vector for each token id; stands right after <c>input</c>. Explanations are gradients with respect to the vectors.</summary>
    /// <param name="vocabulary">Number of token ids, at least 1.</param>
    /// <param name="width">Numbers of a vector, at least 1.</param>
    static member embedding(vocabulary: int, width: int) =
        LayerOperation("embedding", [ vocabulary; width ], Check.count "vocabulary" vocabulary @ Check.count "width" width, [ EmbeddingLayer(vocabulary, width) ])

    /// <summary>A trained vector for each position, added to what stands there.</summary>
    static member positionalEmbedding = LayerOperation("positionalEmbedding", [], [], [ PositionalEmbeddingLayer() ])

    /// <summary>Multi-head scaled dot-product self-attention (Vaswani et al. 2017, section 3.2.2).</summary>
    /// <param name="heads">Number of heads, which divides the width.</param>
    /// <param name="causal">Whether a token sees only itself and tokens before it; false by default.</param>
    /// <param name="bias">Whether the four projections add a bias; true by default.</param>
    /// <param name="initialization">How the projections start; <see cref="F:Rationale.Initialization.XavierUniform"/> by default.</param>
    static member attention(heads: int, ?causal: bool, ?bias: bool, ?initialization: Initialization) =
        let defaults = AttentionAttribute 1
        let initialization = defaultArg initialization defaults.Initialization

        LayerOperation(
            "attention",
            [ heads ],
            Check.count "heads" heads @ Check.choice "initialization" initialization,
            [ AttentionLayer(heads, defaultArg causal defaults.Causal, defaultArg bias defaults.Bias, initialization) ]
        )
