/// Data of the shape that a model takes, made up.
module Rationale.FSharp.Tests.Data

open System
open Rationale.Data
open Rationale.FSharp
open Rationale.Graph.Models
open Rationale.Objectives

/// Twenty examples with everything that terms of the objective may read.
let forModel (model: ModelSpecification) =
    let count, width = 20, Seq.fold (*) 1 model.InputShape
    let random = Random 5

    let values =
        match model.EmbeddingOf model.Inputs[0] with
        | null -> Array.init (count * width) (fun _ -> random.NextSingle() - 0.25f)
        | embedding -> Array.init (count * width) (fun _ -> float32 (random.Next embedding.Vocabulary))

    let features = FeatureMatrix.FromArray(values, width)
    let mask = FeatureMatrix.FromArray(Array.init (count * width) (fun _ -> float32 (random.Next 2)), width)

    let data =
        match model.Task with
        | :? ClassifierTask as task -> Dataset.ForClassification(features, Array.init count (fun example -> example % max 2 task.Classes), max 2 task.Classes)
        | task -> Dataset.ForRegression(features, FeatureMatrix.FromArray(Array.init (count * task.Outputs) (fun _ -> random.NextSingle()), task.Outputs))

    data
        .WithAnnotationMask(mask)
        .WithExampleWeights(Array.init count (fun example -> float32 (1 + example % 3)))
        .WithBackground(features.Slice(0, 5))
        .WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray(Array.init (2 * width) (fun _ -> random.NextSingle()), 2)))
        .WithFeatureGraph(FeatureGraph.Create(width, [ for feature in 1 .. width - 1 -> feature - 1, feature ]))
