module Rationale.Samples.FSharpConsumer.Program

open System.Threading.Tasks
open Rationale.Samples

[<EntryPoint>]
let main arguments =
    let run (context: SampleContext) : Task = LoanDemo.run context
    SampleCommand("Models of a C# project, whose code is generated, from a program in F#.", []).RunAsync(arguments, run).GetAwaiter().GetResult()
