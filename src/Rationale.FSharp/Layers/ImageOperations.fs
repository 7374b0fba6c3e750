namespace Rationale.FSharp

open Rationale
open Rationale.Graph
open Rationale.Graph.Models

/// <summary>Layers that move a square window over images [height × width × channels].</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type ImageOperations =
    /// The window of a layer and what is wrong with it; a stride of zero is the usual one.
    static member private Square(size: int, stride: int option, padding: int option, dilation: int, usual: int) =
        let stride, padding = defaultArg stride 0, defaultArg padding 0
        Window(size, size, (if stride = 0 then usual else stride), padding, dilation),
        Check.count "size" size @ Check.countOrZero "stride" stride @ Check.countOrZero "padding" padding @ Check.count "dilation" dilation

    /// <summary>A convolution (cross-correlation, as everywhere in the field) of images.</summary>
    /// <param name="filters">Channels of the result, at least 1.</param>
    /// <param name="size">Rows and columns of the filters, at least 1.</param>
    /// <param name="stride">Step between windows, at least 1; 1 by default.</param>
    /// <param name="padding">Rows and columns of zeros around the image; 0 by default.</param>
    /// <param name="dilation">Distance between neighboring elements of a filter, at least 1; 1 by default.</param>
    /// <param name="groups">Groups of channels that do not meet; channels and filters must divide by it; 1 by default.</param>
    /// <param name="bias">Whether a bias is added; true by default.</param>
    /// <param name="initialization">How filters and bias start; <see cref="F:Rationale.Initialization.PyTorchDefault"/> by default.</param>
    static member conv(filters: int, size: int, ?stride: int, ?padding: int, ?dilation: int, ?groups: int, ?bias: bool, ?initialization: Initialization) =
        let defaults = ConvAttribute(1, 1)
        let groups, initialization = defaultArg groups defaults.Groups, defaultArg initialization defaults.Initialization
        let window, problems = ImageOperations.Square(size, stride, padding, defaultArg dilation defaults.Dilation, 1)
        let problems = Check.count "filters" filters @ problems @ Check.count "groups" groups @ Check.choice "initialization" initialization
        LayerOperation("conv", [ filters; size ], problems, [ ConvLayer(filters, window, groups, defaultArg bias defaults.Bias, initialization) ])

    /// <summary>A transposed convolution, which makes images larger where its stride is above one.</summary>
    /// <param name="filters">Channels of the result, at least 1.</param>
    /// <param name="size">Rows and columns of the filters, at least 1.</param>
    /// <param name="stride">Step between windows of the result, at least 1; 1 by default.</param>
    /// <param name="padding">Rows and columns that are cut off around the result; 0 by default.</param>
    /// <param name="outputPadding">Rows and columns added at the bottom and on the right, below the stride; 0 by default.</param>
    /// <param name="dilation">Distance between neighboring elements of a filter, at least 1; 1 by default.</param>
    /// <param name="groups">Groups of channels that do not meet; channels and filters must divide by it; 1 by default.</param>
    /// <param name="bias">Whether a bias is added; true by default.</param>
    /// <param name="initialization">How filters and bias start; <see cref="F:Rationale.Initialization.PyTorchDefault"/> by default.</param>
    static member convTranspose
        (filters: int, size: int, ?stride: int, ?padding: int, ?outputPadding: int, ?dilation: int, ?groups: int, ?bias: bool, ?initialization: Initialization)
        =
        let defaults = ConvTransposeAttribute(1, 1)
        let groups, initialization = defaultArg groups defaults.Groups, defaultArg initialization defaults.Initialization
        let outputPadding = defaultArg outputPadding defaults.OutputPadding
        let window, problems = ImageOperations.Square(size, stride, padding, defaultArg dilation defaults.Dilation, 1)

        let problems =
            Check.count "filters" filters @ problems @ Check.countOrZero "outputPadding" outputPadding @ Check.count "groups" groups @ Check.choice "initialization" initialization

        LayerOperation("convTranspose", [ filters; size ], problems, [ ConvTransposeLayer(filters, window, outputPadding, groups, defaultArg bias defaults.Bias, initialization) ])

    /// <summary>The maximum of each window and channel.</summary>
    /// <param name="size">Rows and columns of the window, at least 1.</param>
    /// <param name="stride">Step between windows, at least 1; the window's size by default.</param>
    /// <param name="padding">Rows and columns around the image, which are left out of the maximum; 0 by default.</param>
    static member maxPool(size: int, ?stride: int, ?padding: int) =
        let window, problems = ImageOperations.Square(size, stride, padding, 1, size)
        LayerOperation("maxPool", [ size ], problems, [ MaxPoolLayer window ])

    /// <summary>The mean of each window and channel.</summary>
    /// <param name="size">Rows and columns of the window, at least 1.</param>
    /// <param name="stride">Step between windows, at least 1; the window's size by default.</param>
    /// <param name="padding">Rows and columns around the image, which are left out of the mean; 0 by default.</param>
    static member averagePool(size: int, ?stride: int, ?padding: int) =
        let window, problems = ImageOperations.Square(size, stride, padding, 1, size)
        LayerOperation("averagePool", [ size ], problems, [ AveragePoolLayer window ])

    /// <summary>The mean of each channel over the whole image, or over all tokens.</summary>
    static member globalAveragePool = LayerOperation("globalAveragePool", [], [], [ GlobalAveragePoolLayer() ])
