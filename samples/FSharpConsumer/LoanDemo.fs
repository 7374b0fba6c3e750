namespace Rationale.Samples.FSharpConsumer

open System
open Rationale
open Rationale.FSharp
open Rationale.Samples
open Rationale.Training
open Spectre.Console

/// <summary>What the program does: trains the classes of the C# project beside it, and asks them what each of them can say.</summary>
module LoanDemo =
    /// <summary>Trains, measures and explains.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    let run (context: SampleContext) =
        task {
            let count = if context.Quick then 1000 else 5000
            let books, applicants = LoanData.create count context.Seed true, LoanData.create count (context.Seed + 1UL) false
            let results = ResultTable("fsharp-consumer", context.Seed)
            let options = TrainingOptions(Device = context.Device)
            let seed = context.Seed

            let! free, constrained, selfExplaining, smoothed =
                TrainingDisplay.RunAsync(fun display ->
                    task {
                        let train name (options: TrainingOptions) learn model = LoanRuns.train options learn (display.Training name) context.Cancellation model
                        let! free = new Loans(seed) |> train "unconstrained" (options.With(explanationWeight = 0.0)) books
                        let! constrained = new Loans(seed) |> train "constrained" options books
                        let! selfExplaining = new SelfExplainingLoans(seed) |> train "self-explaining" options applicants
                        let! smoothed = new SmoothedLoans(seed) |> train "smoothed" options applicants
                        return free, constrained, selfExplaining, smoothed
                    })

            use free = free
            use constrained = constrained
            use selfExplaining = selfExplaining
            use smoothed = smoothed
            free |> LoanRuns.measure results "unconstrained" books applicants
            constrained |> LoanRuns.measure results "constrained" books applicants
            results.Print(title = $"Classes of C# from F#, %d{count} loans in the books, as many applicants")

            let spoken = [ for name, value in LoanRuns.contributions applicants 0 selfExplaining -> $"%s{name} %.2f{value}" ]
            AnsiConsole.MarkupLine $"""The first applicant, self-explaining: {String.Join(", ", spoken)}."""

            match LoanRuns.certified applicants 0 smoothed with
            | Some features -> AnsiConsole.MarkupLine $"""The first applicant, smoothed: the prediction rests on {String.Join(", ", features)}, whatever one feature is added or taken away."""
            | None -> AnsiConsole.MarkupLine "The first applicant, smoothed: no explanation along the gradients is stable."

            context.Finish results
            return results
        }
