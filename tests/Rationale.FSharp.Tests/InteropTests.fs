/// The C# members as F# sees them: arrays for spans, options for nulls, tuples, functions for progress.
module Rationale.FSharp.Tests.InteropTests

open System
open System.Collections.Generic
open System.Reflection
open System.Threading.Tasks
open Rationale
open Rationale.Attribution
open Rationale.Data
open Rationale.FSharp
open Rationale.Gpu
open Rationale.Graph.Models
open Rationale.Objectives
open Rationale.Training
open Xunit

/// Members that take spans and need no overload: those with others of their name, whose arguments F# looks at first, those with a twin over arrays, and those that fill a span of the caller.
let private exempt =
    set
        [ "IModel.Predict"; "Model.Predict"; "IModel.Explain"; "Model.Explain"; "Model.ExplainConcepts"; "LargestGradientMask.Compute"; "CounterfactualPairs.Create"
          "FeatureMatrix.FromSpan"
          "Dataset.CopyLabels"; "FeatureMatrix.CopyRows"; "MaskClassifier.Classify"; "SmoothedModel.Classify"; "MaskedModel.Classify" ]

let private inner = [ "Rationale.CompilerServices"; "Rationale.Execution"; "Rationale.Kernels" ]

let private takesSpans (method: MethodBase) =
    method.GetParameters() |> Array.exists (fun parameter -> parameter.ParameterType.Name = "ReadOnlySpan`1")

[<Fact>]
let ``Every member that takes a span has an overload that takes an array`` () =
    let members =
        [ for found in typeof<IModel>.Assembly.GetExportedTypes() do
              if not (List.exists (fun (name: string) -> (string found.Namespace).StartsWith(name, StringComparison.Ordinal)) inner) then
                  for method in found.GetMethods(BindingFlags.Public ||| BindingFlags.Instance ||| BindingFlags.Static ||| BindingFlags.DeclaredOnly) do
                      if takesSpans method then
                          $"{found.Name}.{method.Name}"
                  for constructor in found.GetConstructors() do
                      if takesSpans constructor then
                          $"{found.Name}.Create" ]
        |> set

    let overloads =
        [ for found in [ "ArrayExtensions"; "StabilityExtensions" ] do
              for method in (nonNull (typeof<ModelDeclaration>.Assembly.GetType $"Rationale.FSharp.{found}")).GetMethods(BindingFlags.Public ||| BindingFlags.Static) do
                  method.Name.Replace(".Static", "") ]
        |> set

    Assert.True(members.Count > 25, $"{members.Count} members")
    let missing = members - exempt - overloads
    Assert.True(missing.IsEmpty, $"%A{missing} take a span: add an overload over arrays to src/Rationale.FSharp/Interop, or a reason here.")
    Assert.Equal<string list>([], Set.toList (exempt - members))

let private model seed =
    (classifier 2 { input 3; dense 4; softplus; dense 2; explainConstraint 1.0; smoothed(0.25, quantization = 4) }).Create(seed = seed)

let private features = FeatureMatrix.FromArray(Array.init 30 (fun index -> float32 (index % 7)), 3)

let private data = Dataset.ForClassification(features, [| 0; 1; 0; 1; 0; 1; 0; 1; 0; 1 |])

[<Fact>]
let ``Literals are taken where C# takes spans`` () =
    use model = model 1UL
    let row = [| 1.0f; 2.0f; 3.0f |]
    Assert.Equal(model.Predict(row).Class, (model.Predict [| 1.0f; 2.0f; 3.0f |]).Class)
    Assert.Equal(3, (model.Explain [| 1.0f; 2.0f; 3.0f |]).Values.Length)
    Assert.Equal(2, data.Select([| 0; 5 |]).Count)
    Assert.Equal(4.0f, (data.WithExampleWeights(Array.create 10 4.0f).ExampleWeights |> nonNull)[9, 0])
    Assert.Equal(3, data.WithLabels([| 0; 1; 2; 1; 0; 1; 0; 1; 0; 1 |]).Classes)
    Assert.Equal(2.0f, FeatureMatrix.Repeat([| 1.0f; 2.0f |], 3)[2, 1])
    Assert.Equal(1, features.Select([| 3 |]).Count)
    Assert.Equal<int[]>([| 1; 2; 0 |], Ranking.Order [| 1.0f; 3.0f; 2.0f |])
    Assert.Equal<bool[]>([| false; true; true |], Ranking.Top([| 1.0f; 3.0f; 2.0f |], 2))
    Assert.Equal(2, FeatureGroups.FromAssignment([| 0; 1; 1 |]).Count)
    let baseline = Baseline.Example [| 0.0f; 1.0f; 0.0f |]
    Assert.Equal(10, model.Attribute(data, IntegratedGradients(Baseline = baseline, Steps = 4)).Count)
    let votes = model.Smoothed.Vote [| 1.0f; 2.0f; 3.0f |]
    Assert.Equal(4L, votes.Total)
    Assert.Equal(3, (FeatureGraph.Create(3, [ 0, 1; 1, 2 ])).Features)

[<Fact>]
let ``What may be missing is an option`` () =
    use model = model 1UL
    Assert.Equal(None, Option.ofObj model.FeatureNames)
    let attribution = model.Explain [| 1.0f; 2.0f; 3.0f |]
    Assert.Equal(Some (model.Predict [| 1.0f; 2.0f; 3.0f |]).Class, Option.ofNullable attribution.Class)
    Assert.Equal(None, model.Smoothed.SmallestCertified([| 1.0f; 2.0f; 3.0f |], [ 0; 1; 2 ], incremental = 3))

[<Fact>]
let ``Progress is told to a function, in order, before the training goes on`` () : Task =
    task {
        use model = model 2UL
        let epochs = List<int>()
        let progress = Progress.ofFunction (fun (report: TrainingProgress) -> if report.EpochEnded then epochs.Add report.Epoch)
        let! result = model.TrainAsync(data.WithAnnotationMask(FeatureMatrix.Repeat([| 1.0f; 0.0f; 0.0f |], 10)), TrainingOptions().With(epochs = 4), progress)
        Assert.Equal<int list>([ 1; 2; 3; 4 ], List.ofSeq epochs)
        Assert.Equal(4, result.History.Count)
    }

[<Fact>]
let ``A stream is made of a sequence`` () : Task =
    task {
        use model = model 3UL
        let blocks _ = seq { data.Take 5; data.Skip 5 }
        let stream = DatasetStream.FromSequence blocks
        let! result = model.TrainAsync(stream, TrainingOptions(Epochs = 2, BatchSize = 5, ExplanationWeight = 0.0))
        Assert.Equal(4L, result.Steps)
    }

[<Fact>]
let ``A device is named, or left to an estimate, which takes the cores for so little`` () : Task =
    task {
        let train device =
            task {
                use model = model 4UL
                let! result = model.TrainAsync(data, TrainingOptions(Epochs = 2, ExplanationWeight = 0.0, Device = device))
                return result.Device, Seq.toArray (model.Predict [| 1.0f; 2.0f; 3.0f |]).Probabilities
            }

        let! device, estimated = train GpuDevice.Auto
        let! _, expected = train Device.Cpu
        let! emulated, near = train GpuDevice.Emulated
        Assert.Equal<string list>([ "cpu"; "gpu emulated" ], [ device; emulated ])
        Assert.Equal<float32[]>(expected, estimated)
        Array.iter2 (fun (one: float32) (other: float32) -> Assert.Equal(one, other, 1e-5f)) expected near
    }
