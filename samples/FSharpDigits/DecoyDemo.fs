namespace Rationale.Samples.FSharpDigits

open System
open System.Globalization
open Rationale
open Rationale.Samples
open Rationale.Training
open Spectre.Console

/// <summary>What the program does: trains with and without the constraint, and prints the paper's numbers beside its own.</summary>
module DecoyDemo =
    let private paperWeight = 1000.0

    let private invariant (text: FormattableString) = text.ToString CultureInfo.InvariantCulture

    let private measure (results: ResultTable) (sets: DecoySets) name (paperTrain: float, paperTest: float) (model: Model, training: TrainingResult) =
        results
            .Add(name)
            .With("trainAccuracy", model.Evaluate(sets.Train).Accuracy, Nullable paperTrain)
            .With("testAccuracy", model.Evaluate(sets.Test).Accuracy, Nullable paperTest)
            .With("changedByDecoy", DecoyNetwork.changedByDecoy 1000 sets.Test model)
            .With("seconds", training.Elapsed.TotalSeconds)
        |> ignore

    /// <summary>Compares an unconstrained network with a constrained one.</summary>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="sets">The digits.</param>
    let compare (context: SampleContext) (sets: DecoySets) =
        task {
            let results = ResultTable("fsharp-digits", context.Seed)

            let! before, after =
                TrainingDisplay.RunAsync(fun display ->
                    task {
                        let train name weight = DecoyNetwork.train sets weight context.Seed context.Device (display.Training name) context.Cancellation
                        let! before = train "unconstrained" 0.0
                        let! after = train "constrained" paperWeight
                        return before, after
                    })

            use _ = fst before
            use _ = fst after
            measure results sets "unconstrained" PaperNumbers.unconstrained before
            measure results sets "constrained" PaperNumbers.constrained after
            results.Print(title = invariant $"Decoy MNIST in F#, {sets.Train.Count:N0} digits to learn, {sets.Test.Count:N0} to test, {sets.Epochs} epochs")

            let changed (row: ResultRow) = (row.Metrics |> Seq.find (fun metric -> metric.Name = "changedByDecoy")).Value

            AnsiConsole.MarkupLine(
                invariant
                    $"Change nothing but the shade of the block, and the unconstrained network changes its prediction on [bold]{changed results.Rows[0]:P1}[/] of the digits, the constrained one on [bold]{changed results.Rows[1]:P1}[/]."
            )

            context.Finish results
            return results
        }
