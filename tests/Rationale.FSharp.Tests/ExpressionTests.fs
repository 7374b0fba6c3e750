/// The computation expression as a language: loops, conditions, layers from functions, lines of errors.
module Rationale.FSharp.Tests.ExpressionTests

open System.Runtime.CompilerServices
open System.Runtime.InteropServices
open Rationale
open Rationale.FSharp
open Rationale.Graph.Models
open Xunit

let private signature (declaration: ModelDeclaration) = [ for layer in declaration.Specification.Layers -> layer.Signature ]

let private perceptron widths =
    layers {
        for width in widths do
            dense width
            relu
    }

type private Here =
    static member Line([<CallerLineNumber; Optional; DefaultParameterValue(0)>] line: int) = line

[<Fact>]
let ``Loops, conditions and layers from functions stand between the operations`` () =
    let declare deep =
        classifier 3 {
            input 8
            perceptron [ 7; 6 ]

            if deep then
                dropout 0.1
                dense 5

            for _ in 1..2 do
                residual (block "Wide" { dense (if deep then 5 else 6) })

            dense 3
        }

    Assert.Equal<string list>([ "Dense(7)"; "Relu"; "Dense(6)"; "Relu"; "Residual(Dense(6))"; "Residual(Dense(6))"; "Dense(3)" ], signature (declare false))

    Assert.Equal<string list>(
        [ "Dense(7)"; "Relu"; "Dense(6)"; "Relu"; "Dropout"; "Dense(5)"; "Residual(Dense(5))"; "Residual(Dense(5))"; "Dense(3)" ],
        signature (declare true)
    )

[<Fact>]
let ``Layers and terms that have no operation stand among the others`` () =
    let declaration =
        classifier 2 {
            input 3
            layer (ScaleLayer(2.0, -1.0))
            dense 2
            term (Graph.Objectives.WeightPenalty(0.5, 0.0))
        }

    Assert.Equal<string list>([ "Scale(2, -1)"; "Dense(2)" ], signature declaration)
    Assert.Equal("L = task + weights", declaration.Specification.ObjectiveFormula)

[<Fact>]
let ``An error has the line of its operation, in a loop and in layers that are used elsewhere`` () =
    let line = Here.Line()

    let hidden =
        layers {
            relu
            flatten
            conv(2, 3)
        }

    let refused =
        Assert.Throws<DeclarationException>(fun () ->
            classifier 2 {
                input 3
                hidden
                dense 2
            }
            |> ignore)

    Assert.Equal(line + 6, refused.Line)
    Assert.Equal("conv(2, 3)", refused.Operation)

    let line = Here.Line()

    let refused =
        Assert.Throws<DeclarationException>(fun () ->
            classifier 2 {
                input 3

                for width in [ 3; 0 ] do
                    dense width

                dense 2
            }
            |> ignore)

    Assert.Equal(line + 8, refused.Line)
    Assert.Equal("dense(0)", refused.Operation)

[<Fact>]
let ``What is said twice names the line where it was said`` () =
    let line = Here.Line()

    let refused =
        Assert.Throws<DeclarationException>(fun () ->
            classifier 2 {
                input 3
                train(epochs = 3)
                dense 2
                train(epochs = 4)
            }
            |> ignore)

    Assert.Equal(line + 8, refused.Line)
    Assert.EndsWith($"train of 'Model': it has been said on line {line + 6} already; leave one of them out.", refused.Message)

[<Fact>]
let ``A block is refused where it is built`` () =
    let refused = Assert.Throws<DeclarationException>(fun () -> block "Stage" { dense -1 } |> ignore)
    Assert.EndsWith("dense(-1) of block 'Stage': units is -1, but it must be at least 1.", refused.Message)

[<Fact>]
let ``Operations say what they are`` () =
    Assert.Equal("conv(8, 3)", string (conv(8, 3, padding = 1)))
    Assert.Equal("relu", string relu)
    Assert.Equal("smoothed(0.25)", string (smoothed 0.25))
    Assert.Equal("DenseLayer", (Seq.exactlyOne (dense 3).Layers).GetType().Name)
    Assert.Equal(2, (perceptron [ 4 ]).Layers.Count)
    Assert.Equal("layers", (perceptron []).Name)
