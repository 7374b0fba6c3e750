using FsCheck;
using FsCheck.Fluent;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Tests.Execution;

/// <summary>Random first halves of networks over tokens: ids or rows of two dimensions, and layers over them down to rows.</summary>
internal static class RandomTokens
{
    /// <summary>The shape of a row, and layers that fit it; the last one flattens.</summary>
    public static Gen<(EquatableArray<int> Shape, Layer[] Layers)> Starts(Layer[] activations) =>
        from tokens in Gen.Choose(1, 6)
        from heads in Gen.Choose(1, 3)
        from each in Gen.Choose(1, 3)
        let width = heads * each
        from vocabulary in Gen.Choose(1, 9)
        from start in Gen.Elements(
            (EquatableArray.Of(tokens), new Layer[] { new Embedding(vocabulary, width) }),
            (EquatableArray.Of(tokens), [new Embedding(vocabulary, width), new PositionalEmbedding()]),
            (EquatableArray.Of(tokens, width), []),
            (EquatableArray.Of(width, tokens), [new Permutation(EquatableArray.Of(1, 0))]),
            (EquatableArray.Of(tokens * width), [new Reshaping(EquatableArray.Of(tokens, width))]))
        from layers in Layers(activations, heads, width).ListOf(2)
        from global in Gen.Elements(true, false)
        select (start.Item1, (Layer[])[.. start.Item2, .. layers.SelectMany(one => one), global ? new GlobalAveragePooling() : new Flatten()]);

    private static Gen<Layer[]> Layers(Layer[] activations, int heads, int width) =>
        from activation in Gen.Elements(activations)
        from causal in Gen.Elements(true, false)
        from bias in Gen.Elements(true, false)
        let attention = new Attention(heads, causal, bias, Initialization.XavierUniform)
        from layers in Gen.Elements<Layer[]>(
            [attention],
            [new Residual("Mixing", EquatableArray.Of<Layer>(new LayerNorm(0.1), attention))],
            [new TokenDense(5, bias, Initialization.PyTorchDefault), activation, new TokenDense(width, bias, Initialization.PyTorchDefault)],
            [new Dropout(0.2), activation])
        select layers;
}
