using FsCheck;
using FsCheck.Fluent;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Tests.Execution;

/// <summary>Random first halves of convolutional networks: small images, and layers over them down to examples.</summary>
internal static class RandomImages
{
    /// <summary>The shape of an image with two channels, and layers that fit it; the last one flattens.</summary>
    public static Gen<(EquatableArray<int> Shape, Layer[] Layers)> Starts(Layer[] activations)
    {
        // Rectifiers make kinks, and so does a maximum: both or none.
        var kinks = activations.Any(activation => activation is ReluLayer);
        return from height in Gen.Choose(1, 5)
               from width in Gen.Choose(1, 5)
               from square in Gen.Elements(true, false) // The way around a block divides height and width by one number.
               from layers in Layers(activations, kinks, square).ListOf(2)
               from global in Gen.Elements(true, false)
               select (EquatableArray.Create(height, square ? height : width, 2), (Layer[])[.. layers.SelectMany(each => each), global ? new GlobalAveragePoolLayer() : new FlattenLayer()]);
    }

    /// <summary>Layers that take an image of any size with an even number of channels, and give one.</summary>
    private static Gen<Layer[]> Layers(Layer[] activations, bool kinks, bool square) =>
        from convolution in Convolutions(square)
        from activation in Gen.Elements(activations)
        from after in Gen.Frequency(
            (2, Gen.Constant(Array.Empty<Layer>())),
            (1, Gen.Constant<Layer[]>([new AveragePoolLayer(new Window(2, 2, 2, 1))])),
            (1, Gen.Constant<Layer[]>([kinks ? new MaxPoolLayer(new Window(2, 2, 2, 1)) : new AveragePoolLayer(new Window(3, 3, 1, 1))])),
            (1, Gen.Elements<Layer[]>([new LayerNormLayer(0.1)], [new BatchNormLayer(0.1, 0.1, true)], [new BatchNormLayer(0.1, 0.1, false)])),
            (1, Gen.Elements<Layer[]>(
                [kinks ? new AdaptiveMaxPoolLayer(2, square ? 2 : 3) : new AdaptiveAveragePoolLayer(2, square ? 2 : 3)],
                [new UpsampleLayer(2, ResizeKind.Nearest)],
                [new ResizeLayer(3, 3, ResizeKind.Bilinear)],
                [new ConvTransposeLayer(4, new Window(3, square ? 3 : 2, 2, 1), 1, 2, true, Initialization.PyTorchDefault)],
                [new ConvTransposeLayer(2, new Window(2, 2, 1, 0, 2), 0, 1, false, Initialization.PyTorchDefault)])),
            (1, Gen.Constant<Layer[]>([new ResidualLayer("Down", EquatableArray.Create<Layer>(new ConvLayer(4, new Window(3, 3, square ? 2 : 1, 1), 1, true, Initialization.PyTorchDefault), activation))])),
            (1, Gen.Constant<Layer[]>([new ResidualLayer("Same", EquatableArray.Create<Layer>(activation))])))
        select (Layer[])[convolution, activation, .. after];

    private static Gen<Layer> Convolutions(bool square) =>
        from filters in Gen.Choose(1, 9)
        from groups in Gen.Elements(1, 1, 2)
        from height in Gen.Choose(1, 3)
        from width in Gen.Choose(1, 3)
        from stride in Gen.Choose(1, 2)
        from dilation in Gen.Choose(1, 2)
        from bias in Gen.Elements(true, false)
        let columns = square ? height : width
        let padding = (((Math.Max(height, columns) - 1) * dilation) + 1) / 2
        select (Layer)new ConvLayer(2 * filters, new Window(height, columns, stride, padding, dilation), groups, bias, Initialization.PyTorchDefault);
}
