namespace Rationale.FSharp

open System
open System.ComponentModel
open System.Runtime.CompilerServices
open System.Runtime.InteropServices
open Rationale
open Rationale.Graph
open Rationale.Graph.Models
open Rationale.Graph.Objectives

/// <summary>Builds the declaration of a model of its statements; <c>classifier</c> and <c>regressor</c> give it.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it. The members are those that the compiler calls for <c>classifier 10 { … }</c>.</remarks>
[<Sealed>]
type ModelBuilder internal (choice: TaskChoice) =
    inherit StatementBuilder()

    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.Yield
        (operation: ModelOperation, [<CallerFilePath; Optional; DefaultParameterValue("")>] file: string, [<CallerLineNumber; Optional; DefaultParameterValue(0)>] line: int)
        =
        StatementList [ operation.At(file, line) ]

    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.Yield
        (
            operation: unit -> ModelOperation,
            [<CallerFilePath; Optional; DefaultParameterValue("")>] file: string,
            [<CallerLineNumber; Optional; DefaultParameterValue(0)>] line: int
        ) =
        StatementList [ operation().At(file, line) ]

    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.Run(statements: StatementList) = Assembly.build choice statements.Items

/// <summary>Begins the declaration of a model.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type ModelOperations =
    static member private Origin(name, outputs: int, problems, file, line) =
        { Name = name
          Text = Phrases.call name [ outputs ]
          Problems = problems
          Advice = []
          Content = Input(None, [])
          File = defaultArg file ""
          Line = defaultArg line 0 }

    static member private Identifier(name: string) =
        if String.IsNullOrWhiteSpace name then [ "name is empty, but it stands in messages and files; give one, or leave it out" ] else []

    /// <summary>
    /// Declares a model that tells classes apart by cross-entropy: <c>classifier 10 { input 784; dense 50; relu; dense 10; explainConstraint 1000.0 }</c>. With one class the last layer gives one logit of a
    /// binary classification. The statements are the operations of this namespace, in the order of the layers; <c>for</c> and <c>if</c> may stand between them.
    /// </summary>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="name">Name of the model, in messages and files; <c>Model</c> by default.</param>
    /// <param name="reduction">How the losses of the examples of a batch become one number; <see cref="F:Rationale.Reduction.Sum"/> by default, as in the RRR paper.</param>
    /// <param name="classWeights">A weight for each class in the loss, two for a binary classifier: finite, zero or more and not all zero.</param>
    /// <param name="takesWeights">Whether programs read a weight for each example; false by default.</param>
    /// <param name="file">Given by the compiler.</param>
    /// <param name="line">Given by the compiler.</param>
    /// <exception cref="T:Rationale.FSharp.DeclarationException">The statements contradict each other: one sentence with file, line and values.</exception>
    static member classifier
        (
            classes: int,
            ?name: string,
            ?reduction: Reduction,
            ?classWeights: float list,
            ?takesWeights: bool,
            [<CallerFilePath>] ?file: string,
            [<CallerLineNumber>] ?line: int
        ) =
        let name, weights = defaultArg name "Model", defaultArg classWeights []
        let reduction = defaultArg reduction (ClassifierAttribute(1).Reduction)
        let task = ClassifierTask(classes, reduction)

        let problems =
            [ yield! Check.count "classes" classes
              yield! Check.choice "reduction" reduction
              yield! ModelOperations.Identifier name
              if classes >= 1 && not weights.IsEmpty then
                  match ExampleWeights.Problem(ResizeArray weights, task) with
                  | null -> ()
                  | problem -> $"classWeights do not fit: {problem}" ]

        ModelBuilder
            { ModelName = name
              Task = task
              Loss = TaskLoss(EquatableArray<float32>(List.map float32 weights), defaultArg takesWeights false)
              Origin = ModelOperations.Origin("classifier", classes, problems, file, line) }

    /// <summary>Declares a model that predicts numbers by squared error: <c>regressor 1 { input 8; dense 16; softplus; dense 1 }</c>. Statements are as those of <c>classifier</c>.</summary>
    /// <param name="outputs">Number of outputs per example, at least 1; 1 by default.</param>
    /// <param name="name">Name of the model, in messages and files; <c>Model</c> by default.</param>
    /// <param name="reduction">How the losses of the examples of a batch become one number; <see cref="F:Rationale.Reduction.Sum"/> by default.</param>
    /// <param name="takesWeights">Whether programs read a weight for each example; false by default.</param>
    /// <param name="file">Given by the compiler.</param>
    /// <param name="line">Given by the compiler.</param>
    /// <exception cref="T:Rationale.FSharp.DeclarationException">The statements contradict each other: one sentence with file, line and values.</exception>
    static member regressor
        (
            ?outputs: int,
            ?name: string,
            ?reduction: Reduction,
            ?takesWeights: bool,
            [<CallerFilePath>] ?file: string,
            [<CallerLineNumber>] ?line: int
        ) =
        let outputs, name = defaultArg outputs (RegressorAttribute().Outputs), defaultArg name "Model"
        let reduction = defaultArg reduction (RegressorAttribute().Reduction)
        let problems = Check.count "outputs" outputs @ Check.choice "reduction" reduction @ ModelOperations.Identifier name

        ModelBuilder
            { ModelName = name
              Task = RegressorTask(outputs, reduction)
              Loss = TaskLoss(TakesWeights = defaultArg takesWeights false)
              Origin = ModelOperations.Origin("regressor", outputs, problems, file, line) }
