namespace Rationale.FSharp

open System

/// <summary>A model that was declared in F# contradicts itself: one sentence that begins with file and line of the operation, names its values, and says what to write instead.</summary>
/// <param name="message">The sentence.</param>
/// <param name="operation">The operation with its values, as <c>dense(50)</c>.</param>
/// <param name="file">The file, as the compiler was told it; empty where it is not known.</param>
/// <param name="line">The line, from 1; zero where it is not known.</param>
[<Sealed>]
type DeclarationException(message: string, operation: string, file: string, line: int) =
    inherit ArgumentException(message)

    /// <summary>The operation with its values, as <c>dense(50)</c>.</summary>
    member _.Operation = operation

    /// <summary>The file, as the compiler was told it; empty where it is not known.</summary>
    member _.File = file

    /// <summary>The line, from 1; zero where it is not known.</summary>
    member _.Line = line
