namespace Rationale.FSharp

open System
open System.Collections.Generic
open System.ComponentModel
open System.IO
open Rationale.Graph
open Rationale.Graph.Counterfactuals
open Rationale.Graph.Models
open Rationale.Graph.Objectives
open Rationale.Training

/// Thrown by what an operation does later, when the rest of the model is known; the operation is named by who catches it.
exception internal MisfitException of string

/// Where terms of one's own stand among all terms, and how they are told from those of attributes, which are said once.
[<AutoOpen>]
module internal TermOrder =
    [<Literal>]
    let BehindAttributes = Int32.MaxValue

/// Terms of the objective that an operation adds, and where the attributes have them among all terms: the place of the line in the generator's table, from 0.
type internal TermSource =
    { Order: int
      Create: ModelTask -> Layer list -> ObjectiveTerm list }

/// What an operation says about a model. What depends on the rest of it is a function of that.
type internal Content =
    | Input of name: string option * shape: int list
    | Join
    | Layers of Layer list
    | Terms of TermSource
    | Concepts of network: (ModelTask -> EquatableArray<int> -> Layer) * terms: TermSource
    | Training of TrainingDefaults
    | Schedule of LearningRateSchedule
    | WarmUp of WarmUp
    | Smoothing of (ModelInput list -> MaskSmoothing)
    | Translator of name: string * create: (ModelSpecification -> TranslatorSpecification)

/// An operation where it stands.
type internal Statement =
    { Name: string
      Text: string
      Problems: string list
      Advice: string list
      Content: Content
      File: string
      Line: int }

    /// The sentence about a problem of the operation.
    static member Sentence (owner: string) (problem: string) (statement: Statement) =
        let place = if statement.Line = 0 then "" else $"{Path.GetFileName statement.File}({statement.Line}): "

        // A sentence that the runtime has about the operation names it once more.
        let problem =
            [ $"{statement.Text} of {owner} "; $"{statement.Text} "; $"{statement.Name} of {owner} " ]
            |> List.tryFind (fun subject -> problem.StartsWith(subject, StringComparison.Ordinal))
            |> Option.map (fun subject -> "it " + problem[subject.Length ..])
            |> Option.defaultValue problem

        $"{place}{statement.Text} of {owner}: {problem}."

    member this.Fail(owner: string, problem: string) : 'T =
        raise (DeclarationException(Statement.Sentence owner problem this, this.Text, this.File, this.Line))

/// <summary>Statements of a computation expression in order: what its builder hands from one of its members to the next.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
[<Sealed; EditorBrowsable(EditorBrowsableState.Never)>]
type StatementList internal (items: Statement list) =
    member internal _.Items = items

/// <summary>One or several layers, as an operation such as <c>dense 50</c> gives them: a statement of <c>classifier</c>, <c>regressor</c>, <c>layers</c> or <c>block</c>.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
[<Sealed>]
type LayerOperation internal (name: string, values: obj list, problems: string list, layers: Layer list) =
    /// <summary>The layers in order.</summary>
    member _.Layers: IReadOnlyList<Layer> = layers

    /// <summary>The operation with its values, as <c>dense(50)</c>.</summary>
    override _.ToString() = Phrases.call name values

    member internal this.At(file, line) =
        { Name = name
          Text = this.ToString()
          Problems = problems
          Advice = []
          Content = Content.Layers layers
          File = file
          Line = line }

/// <summary>What an operation such as <c>explainConstraint 1000.0</c> says about a model beside its layers: a statement of <c>classifier</c> or <c>regressor</c>.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
[<Sealed>]
type ModelOperation internal (name: string, values: obj list, problems: string list, advice: string list, content: Content) =
    /// <summary>The operation with its values, as <c>smoothed(0.25)</c>.</summary>
    override _.ToString() = Phrases.call name values

    member internal this.At(file, line) =
        { Name = name
          Text = this.ToString()
          Problems = problems
          Advice = advice
          Content = content
          File = file
          Line = line }

/// <summary>Layers in order that models use as one: what <c>layers { … }</c> and <c>block "NAME" { … }</c> give. As a statement of a model they stand for their layers; <c>residual</c> leads around them.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
[<Sealed>]
type LayerList internal (name: string, statements: Statement list) =
    let layers = statements |> List.collect (fun statement -> match statement.Content with Content.Layers layers -> layers | _ -> [])

    /// <summary>Name of the block, as messages have it; <c>layers</c> where it has none.</summary>
    member _.Name = name

    /// <summary>The layers in order.</summary>
    member _.Layers: IReadOnlyList<Layer> = layers

    member internal _.Statements = statements

    member internal _.ToArray() = EquatableArray<Layer> layers

    static member internal ToArray(part: LayerList option) = part |> Option.map _.ToArray() |> Option.defaultValue (EquatableArray<Layer> [])
