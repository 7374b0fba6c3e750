namespace Rationale.FSharp

open System
open Rationale.Graph
open Rationale.Graph.Models

/// <summary>The shape of an example, and layers that change it without computing anything.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type ShapeOperations =
    /// <summary>The shape of one example, without the batch dimension. Stands before the layers, once where it has no name.</summary>
    /// <param name="shape">Extents, each at least 1: <c>input 784</c>, <c>input(28, 28, 1)</c> of height, width and channels.</param>
    static member input([<ParamArray>] shape: int[]) =
        let shape = List.ofArray shape
        ModelOperation("input", [ for extent in shape -> extent :> obj ], Check.counts "shape" shape, [], Content.Input(None, shape))

    /// <summary>
    /// One of several inputs: the layers behind it are its own, up to the next one or to <c>join</c>. Data sets, masks and attributions know it by its name.
    /// </summary>
    /// <param name="name">Letters, digits and underscores, a letter first; that of no other input.</param>
    /// <param name="shape">Extents of one example, each at least 1: <c>input("patient", 5)</c>.</param>
    static member input(name: string, [<ParamArray>] shape: int[]) =
        let shape = List.ofArray shape

        let problems =
            match ModelInput.NameProblem name with
            | null -> Check.counts "shape" shape
            | problem -> [ $"its name is '{name}', {problem}" ]

        ModelOperation("input", $"\"{name}\"" :> obj :: [ for extent in shape -> extent :> obj ], problems, [], Content.Input(Some name, shape))

    /// <summary>Sets what several inputs give side by side along the last axis, in the order of the inputs. Stands behind the layers of the last; the layers behind it are those of the whole model.</summary>
    static member join = ModelOperation("join", [], [], [], Content.Join)

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
