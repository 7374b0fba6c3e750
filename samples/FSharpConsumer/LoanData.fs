namespace Rationale.Samples.FSharpConsumer

open Rationale.Data
open Rationale.FSharp
open Rationale.Randomness

/// <summary>Loans that were made up: four features say something about who pays back, and a fifth was written after the fact.</summary>
module LoanData =
    /// <summary>Names of the features; the last is a leak.</summary>
    let features = [ "income"; "debt"; "age"; "savings"; "reminders" ]

    let private leak = features.Length - 1

    /// <summary>Makes loans.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed of all numbers.</param>
    /// <param name="closed">Whether the loans are closed, as in the books, so that reminders have been sent to those who did not pay; those of new applicants are zero.</param>
    let create count (seed: uint64) closed =
        let random = RandomSource seed

        let rows =
            [| for _ in 1..count do
                   let known = Array.init leak (fun _ -> float32 (random.NextNormal()))
                   let score = known[0] - known[1] + 0.5f * known[3] + float32 (random.NextNormal())
                   let pays = score > 0.0f
                   let reminders = if closed && not pays then 2.0f else 0.0f
                   Array.append known [| reminders |], (if pays then 1 else 0) |]

        Dataset
            .ForClassification(FeatureMatrix.FromArray(Array.collect fst rows, features.Length), Array.map snd rows, 2)
            .WithFeatureNames(features)
            .WithAnnotatedFeatures(features[leak])
            .WithClassNames([ "defaults"; "pays" ])
