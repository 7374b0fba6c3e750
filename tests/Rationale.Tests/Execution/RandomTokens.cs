using FsCheck;
using FsCheck.Fluent;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Tests.Execution;

/// <summary>Random first halves of networks over tokens: ids or examples of two dimensions, and layers over them down to examples.</summary>
internal static class RandomTokens
{
    /// <summary>The shape of an example, and layers that fit it; the last one flattens.</summary>
    public static Gen<(EquatableArray<int> Shape, Layer[] Layers)> Starts(Layer[] activations) =>
        from tokens in Gen.Choose(1, 6)
        from heads in Gen.Choose(1, 3)
        from each in Gen.Choose(1, 3)
        let width = heads * each
        from vocabulary in Gen.Choose(1, 9)
        from start in Gen.Elements(
            (EquatableArray.Create(tokens), new Layer[] { new EmbeddingLayer(vocabulary, width) }),
            (EquatableArray.Create(tokens), [new EmbeddingLayer(vocabulary, width), new PositionalEmbeddingLayer()]),
            (EquatableArray.Create(tokens, width), []),
            (EquatableArray.Create(width, tokens), [new PermuteLayer(EquatableArray.Create(1, 0))]),
            (EquatableArray.Create(tokens * width), [new ReshapeLayer(EquatableArray.Create(tokens, width))]))
        from layers in Layers(activations, heads, width).ListOf(2)
        from global in Gen.Elements(true, false)
        select (start.Item1, (Layer[])[.. start.Item2, .. layers.SelectMany(one => one), global ? new GlobalAveragePoolLayer() : new FlattenLayer()]);

    private static Gen<Layer[]> Layers(Layer[] activations, int heads, int width) =>
        from activation in Gen.Elements(activations)
        from causal in Gen.Elements(true, false)
        from bias in Gen.Elements(true, false)
        let attention = new AttentionLayer(heads, causal, bias, Initialization.XavierUniform)
        from layers in Gen.Elements<Layer[]>(
            [attention],
            [new ResidualLayer("Mixing", EquatableArray.Create<Layer>(new LayerNormLayer(0.1), attention))],
            [new LastAxisDenseLayer(5, bias, Initialization.PyTorchDefault), activation, new LastAxisDenseLayer(width, bias, Initialization.PyTorchDefault)],
            [new DropoutLayer(0.2), activation])
        select layers;
}
