namespace Rationale.FSharp

open System.ComponentModel
open System.Runtime.CompilerServices
open System.Runtime.InteropServices

/// <summary>What builders of layers and of models have in common: statements of layers one after another, <c>for</c> and <c>if</c> among them.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it. The members are those that the compiler calls between the braces.</remarks>
[<AbstractClass>]
type StatementBuilder internal () =
    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.Yield
        (operation: LayerOperation, [<CallerFilePath; Optional; DefaultParameterValue("")>] file: string, [<CallerLineNumber; Optional; DefaultParameterValue(0)>] line: int)
        =
        StatementList [ operation.At(file, line) ]

    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.Yield
        (
            operation: unit -> LayerOperation,
            [<CallerFilePath; Optional; DefaultParameterValue("")>] file: string,
            [<CallerLineNumber; Optional; DefaultParameterValue(0)>] line: int
        ) =
        StatementList [ operation().At(file, line) ]

    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.Yield(layers: LayerList) = StatementList layers.Statements

    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.Zero() = StatementList []

    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.Combine(first: StatementList, second: StatementList) = StatementList(first.Items @ second.Items)

    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.Delay(statements: unit -> StatementList) = statements ()

    [<EditorBrowsable(EditorBrowsableState.Never)>]
    member _.For(values: 'Value seq, statements: 'Value -> StatementList) = StatementList [ for value in values do yield! (statements value).Items ]
