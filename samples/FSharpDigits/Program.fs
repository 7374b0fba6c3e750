module Rationale.Samples.FSharpDigits.Program

open System.Threading.Tasks
open Rationale.Samples

[<EntryPoint>]
let main arguments =
    let run (context: SampleContext) : Task =
        task {
            let! digits = MnistDownload.LoadAsync context
            let! _ = DecoyDemo.compare context (DecoySets.create context.Quick context.Seed digits)
            return ()
        }

    SampleCommand("Decoy MNIST from F# alone: a network that is right for the wrong reasons, and the same network made right for the right ones.", []).RunAsync(arguments, run).GetAwaiter().GetResult()
