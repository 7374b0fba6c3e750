/// Records as examples, folds and cross-validation, summaries: what C# has for objects, over F#'s functions and options.
module Rationale.FSharp.Tests.ObjectTests

open System
open System.IO
open System.Threading.Tasks
open Rationale
open Rationale.Data
open Rationale.FSharp
open Rationale.Training
open Rationale.Training.CrossValidation
open Xunit

type Loan = { Income: float; Age: float option; Region: string option; Purpose: string; Decision: string }

let private schema =
    DataSchema<Loan>()
        .Number("income", fun loan -> loan.Income)
        .Number("age", fun loan -> loan.Age)
        .Text("region", fun loan -> loan.Region)
        .Text("purpose", fun loan -> loan.Purpose)

let private loans =
    [ for i in 0..39 ->
          { Income = (if i % 2 = 0 then 10.0 else 60.0) + float i / 4.0
            Age = (if i % 5 = 0 then None else Some(20.0 + float i))
            Region = (if i % 7 = 0 then None elif i % 3 = 0 then Some "north" else Some "south")
            Purpose = (if i % 4 = 0 then "car" else "house")
            Decision = (if i % 2 = 0 then "declined" else "granted") } ]

let private steps = Preprocessing.Create().Impute(Imputation.Median).Standardize().OneHot()

let private declared = classifier 2 { input 7; dense 8; softplus; dense 2 }

[<Fact>]
let ``Records with options are examples, and a model is asked about one`` () : Task =
    task {
        let data = schema.ForClassification(loans, fun loan -> loan.Decision)
        Assert.Equal<string seq>([ "income"; "age"; "region"; "purpose" ], data.FeatureNames)
        Assert.True(Single.IsNaN data.Features[0, 1])
        let preprocessing = steps.Fit data
        use model = declared.Create(seed = 1UL)
        let! _ = model.TrainAsync(preprocessing.Transform data, TrainingOptions(Epochs = 60, LearningRate = 0.05))
        let asked = { Income = 68.0; Age = None; Region = None; Purpose = "car"; Decision = "" }
        Assert.Equal("granted", model.Predict(schema, asked).ClassName)
        Assert.Equal("declined", model.Predict(schema, { asked with Income = 12.0 }).ClassName)
        Assert.Equal(7, model.Explain(schema, asked).Values.Length)
        Assert.Equal(2, model.Predict(schema.Features [ asked; asked ]).Count)
        Assert.StartsWith("Model", model.Summary())
    }

[<Fact>]
let ``Folds are struct tuples, and a cross-validation takes a function that makes models`` () : Task =
    task {
        let data = schema.ForClassification(loans, (fun loan -> loan.Decision), [ "declined"; "granted" ])

        for struct (train, heldOut) in data.Folds(4, 1UL, stratified = true) do
            Assert.Equal((30, 10), (train.Count, heldOut.Count))

        use writer = new StringWriter()
        let options = CrossValidationOptions(Folds = 4, Seed = 1UL, Preprocessing = steps, Training = TrainingOptions(Epochs = 60, LearningRate = 0.05))
        let! result = data.CrossValidateAsync((fun _ -> declared.Create(seed = 1UL)), options, ConsoleProgress(writer, false))
        Assert.Equal(4, result.Folds.Count)
        Assert.InRange(result.Mean "accuracy", 0.9, 1.0)
        Assert.Contains("Fold 4 of 4: Epoch 60 of 60", string writer)
    }

[<Fact>]
let ``Targets are scaled and scaled back`` () =
    let data = schema.ForRegression(loans, fun loan -> 1000.0 * loan.Income)
    let targets = nonNull data.Targets
    let scale = Standardizer.Fit targets
    let scaled = data.WithTargets(scale.Transform targets)
    Assert.InRange((nonNull scaled.Targets).ToArray() |> Array.average, -1e-5f, 1e-5f)
    Assert.Equal(targets[3, 0], scale.Inverse(FeatureMatrix.FromRows [ [| (nonNull scaled.Targets)[3, 0] |] ])[0, 0], 0.1f)
