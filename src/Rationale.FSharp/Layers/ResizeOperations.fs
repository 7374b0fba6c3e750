namespace Rationale.FSharp

open Rationale
open Rationale.Graph.Models

/// <summary>Layers that give images [height × width × channels] of a size.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type ResizeOperations =
    /// <summary>Images at a given size.</summary>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="kind">How values between pixels are made; <see cref="F:Rationale.ResizeKind.Nearest"/> by default.</param>
    static member resize(height: int, width: int, ?kind: ResizeKind) =
        let kind = defaultArg kind (ResizeAttribute(1, 1).Kind)
        LayerOperation("resize", [ height; width ], Check.count "height" height @ Check.count "width" width @ Check.choice "kind" kind, [ ResizeLayer(height, width, kind) ])

    /// <summary>Images an integer number of times as high and wide.</summary>
    /// <param name="scale">How many times, at least 1.</param>
    /// <param name="kind">How values between pixels are made; <see cref="F:Rationale.ResizeKind.Nearest"/> by default.</param>
    static member upsample(scale: int, ?kind: ResizeKind) =
        let kind = defaultArg kind (UpsampleAttribute(1).Kind)
        LayerOperation("upsample", [ scale ], Check.count "scale" scale @ Check.choice "kind" kind, [ UpsampleLayer(scale, kind) ])

    /// <summary>The mean of each of height × width parts of an image.</summary>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    static member adaptiveAveragePool(height: int, width: int) =
        LayerOperation("adaptiveAveragePool", [ height; width ], Check.count "height" height @ Check.count "width" width, [ AdaptiveAveragePoolLayer(height, width) ])

    /// <summary>The maximum of each of height × width parts of an image.</summary>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    static member adaptiveMaxPool(height: int, width: int) =
        LayerOperation("adaptiveMaxPool", [ height; width ], Check.count "height" height @ Check.count "width" width, [ AdaptiveMaxPoolLayer(height, width) ])
