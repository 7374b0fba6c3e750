/// Data of the shape that a model takes, made up.
module Rationale.FSharp.Tests.Data

open System
open Rationale.Data
open Rationale.FSharp
open Rationale.Graph.Models
open Rationale.Objectives

/// Twenty examples with everything that terms of the objective may read.
let forModel (model: ModelSpecification) =
    let count = 20
    let random = Random 5

    let values (input: ModelInput) =
        match model.EmbeddingOf input with
        | null -> FeatureMatrix.FromArray(Array.init (count * input.Width) (fun _ -> random.NextSingle() - 0.25f), input.Width)
        | embedding -> FeatureMatrix.FromArray(Array.init (count * input.Width) (fun _ -> float32 (random.Next embedding.Vocabulary)), input.Width)

    let marks width = FeatureMatrix.FromArray(Array.init (count * width) (fun _ -> float32 (random.Next 2)), width)
    let width, features = model.Inputs[0].Width, values model.Inputs[0]
    let mask = marks width

    let data =
        match model.Task with
        | :? ClassifierTask as task -> Dataset.ForClassification(features, Array.init count (fun example -> example % max 2 task.Classes), max 2 task.Classes)
        | task -> Dataset.ForRegression(features, FeatureMatrix.FromArray(Array.init (count * task.Outputs) (fun _ -> random.NextSingle()), task.Outputs))

    let all =
        (data.WithFeaturesName(model.Inputs[0].Name), Seq.skip 1 model.Inputs)
        ||> Seq.fold (fun data input -> data.WithInput(input.Name, values input).WithAnnotationMask(input.Name, marks input.Width))

    all
        .WithAnnotationMask(mask)
        .WithExampleWeights(Array.init count (fun example -> float32 (1 + example % 3)))
        .WithBackground(features.Slice(0, 5))
        .WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray(Array.init (2 * width) (fun _ -> random.NextSingle()), 2)))
        .WithFeatureGraph(FeatureGraph.Create(width, [ for feature in 1 .. width - 1 -> feature - 1, feature ]))
