using Rationale.Graph.Operators;

namespace Rationale.Graph.Lowering;

/// <summary>A structure of the kernels that holds sizes, as the arguments that make it.</summary>
/// <param name="Type">Name of the structure.</param>
/// <param name="Factory">The static method that makes it; null for its constructor.</param>
/// <param name="Label">What readers call it.</param>
/// <param name="Sizes">The arguments, all of them, in their order.</param>
internal sealed record KernelGeometry(string Type, string? Factory, string Label, EquatableArray<GeometrySize> Sizes)
{
    /// <summary>The sizes of a convolution.</summary>
    public static KernelGeometry From(ConvolutionSizes sizes)
    {
        var window = sizes.Window;
        return new KernelGeometry("ConvolutionGeometry", null, "convolution", EquatableArray.Create<GeometrySize>(
            new("height", sizes.Height), new("width", sizes.Width), new("channels", sizes.Channels),
            new("outHeight", sizes.OutHeight), new("outWidth", sizes.OutWidth), new("outChannels", sizes.Filters),
            new("kernelHeight", window.Height), new("kernelWidth", window.Width),
            new("strideY", window.Stride, 1), new("strideX", window.Stride, 1),
            new("padTop", window.Padding, 0), new("padLeft", window.Padding, 0),
            new("dilationY", window.Dilation, 1), new("dilationX", window.Dilation, 1),
            new("groups", sizes.Groups, 1)));
    }

    /// <summary>The sizes of a pooling.</summary>
    /// <param name="window">How the window moves.</param>
    /// <param name="image">Shape of what is pooled.</param>
    public static KernelGeometry From(Window window, Shape image)
    {
        var (height, width) = window.Over(image.Dimensions[0], image.Dimensions[1]);
        GeometrySize[] extents =
        [
            new("height", image.Dimensions[0]), new("width", image.Dimensions[1]), new("channels", image.Dimensions[2]),
            new("outHeight", height), new("outWidth", width),
        ];
        return window is AdaptiveWindow
            ? new KernelGeometry("PoolGeometry", "Adaptive", "pooling", EquatableArray.Create(extents))
            : new KernelGeometry("PoolGeometry", null, "pooling", EquatableArray.Create<GeometrySize>(
            [
                .. extents,
                new("kernelHeight", window.Height), new("kernelWidth", window.Width),
                new("strideY", window.Stride), new("strideX", window.Stride),
                new("padTop", window.Padding, 0), new("padLeft", window.Padding, 0),
            ]));
    }
}

/// <summary>One size of a geometry.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Value">The size.</param>
/// <param name="Default">The parameter's default; null where it has none.</param>
internal sealed record GeometrySize(string Parameter, int Value, int? Default = null);
