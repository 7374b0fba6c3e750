/// Made-up loans: the income decides, with some luck; the branch gave the class away when the data were collected, and says nothing later.
module RationaleApp.LoanData

open System
open Rationale.Data

let private draw count (seed: int) leaked =
    let random = Random seed
    let labels = Array.init count (fun i -> i % 2)

    let values =
        labels
        |> Array.collect (fun label ->
            let income = float32 label + 1.5f * random.NextSingle()
            let age = random.NextSingle()
            let branch = float32 (if leaked then label else random.Next 2)
            [| income; age; branch |])

    Dataset
        .ForClassification(FeatureMatrix.FromArray(values, 3), labels)
        .WithFeatureNames([| "income"; "age"; "branch" |])
        .WithClassNames([| "declined"; "granted" |])

/// Loans whose branch the model must not look at.
let training count seed =
    (draw count seed true).WithAnnotatedFeatures "branch"

/// Loans as they come later.
let test count seed = draw count seed false
