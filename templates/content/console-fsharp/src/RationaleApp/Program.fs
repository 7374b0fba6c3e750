module RationaleApp.Program

open System
open System.Globalization
open Rationale
open RationaleApp

let private weights = "RationaleApp.safetensors"

let private train (model: Model) =
    task {
        let! _ = model.TrainAsync(LoanData.training 1000 1)
        let evaluation = model.Evaluate(LoanData.test 1000 2)
        model.Save weights
        Console.WriteLine(String.Format(CultureInfo.InvariantCulture, "Right for {0:F0} of 100 loans; saved as {1}.", 100.0 * evaluation.Accuracy, weights))
        return 0
    }

let private explain (model: Model) (numbers: string list) =
    model.Load weights
    let loan = [| for number in numbers -> Single.Parse(number, CultureInfo.InvariantCulture) |]
    Console.WriteLine(model.Explain(loan).ToString())
    0

[<EntryPoint>]
let main arguments =
    use model = LoanModel.definition.Create(seed = 1UL)

    match List.ofArray arguments with
    | [] -> (train model).GetAwaiter().GetResult()
    | [ "explain"; income; age; branch ] -> explain model [ income; age; branch ]
    | _ ->
        Console.Error.WriteLine "Without arguments the model is trained and saved; 'explain INCOME AGE BRANCH' explains its answer, as in: explain 1.2 0.5 0"
        1
