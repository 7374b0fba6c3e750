namespace Rationale.FSharp

open System
open Rationale.Graph
open Rationale.Graph.Models

/// <summary>The shape of an example, and layers that change it without computing anything.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type ShapeOperations =
    /// <summary>The shape of one example, without the batch dimension. Stands before the layers, once.</summary>
    /// <param name="shape">Extents, each at least 1: <c>input 784</c>, <c>input(28, 28, 1)</c> of height, width and channels.</param>
    static member input([<ParamArray>] shape: int[]) =
        let shape = List.ofArray shape
        ModelOperation("input", [ for extent in shape -> extent :> obj ], Check.counts "shape" shape, [], Content.Input shape)

    /// <summary>Joins all dimensions of an example into one.</summary>
    static member flatten = LayerOperation("flatten", [], [], [ FlattenLayer() ])

    /// <summary>The same values in the same order under another shape.</summary>
    /// <param name="shape">The other shape, with as many values.</param>
    static member reshape([<ParamArray>] shape: int[]) =
        LayerOperation("reshape", [ for extent in shape -> extent :> obj ], Check.counts "shape" (List.ofArray shape), [ ReshapeLayer(EquatableArray<int> shape) ])

    /// <summary>Dimensions of an example in another order.</summary>
    /// <param name="order">Each dimension's number once, counted from 0.</param>
    static member permute([<ParamArray>] order: int[]) =
        LayerOperation("permute", [ for axis in order -> axis :> obj ], [], [ PermuteLayer(EquatableArray<int> order) ])
