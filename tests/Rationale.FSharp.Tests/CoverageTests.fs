/// Everything that the attributes of C# say can be said in F#: by reflection over both.
module Rationale.FSharp.Tests.CoverageTests

open System
open System.Collections
open System.Reflection
open Microsoft.Extensions.Logging.Abstractions
open Rationale
open Rationale.Data
open Rationale.FSharp
open Rationale.Objectives
open Rationale.Training
open Xunit

/// Attributes that mark nested classes as parts of a model: here they are a parameter of the operation that the part belongs to.
let private parts =
    dict
        [ "ConceptEncoder", ("selfExplaining", "encoder")
          "ConceptDecoder", ("selfExplaining", "decoder")
          "Relevance", ("selfExplaining", "relevance")
          "Aggregation", ("selfExplaining", "aggregation")
          "PriorNetwork", ("attributionPrior", "network")
          "TranslatorGenerator", ("counterfactual", "generator")
          "TranslatorDiscriminator", ("counterfactual", "discriminator") ]

/// Names that F# or FSharp.Core has taken.
let private renamed = dict [ "Tanh", "tanhActivation"; "Class", "targetClass"; "Base", "baseOutput" ]

let private camelCase (name: string) =
    match renamed.TryGetValue name with
    | true, other -> other
    | _ -> name[..0].ToLowerInvariant() + name[1..]

let private attributes =
    typeof<ExplainConstraintAttribute>.Assembly.GetExportedTypes() |> Array.filter (fun found -> found.IsSubclassOf typeof<Attribute> && not found.IsAbstract)

/// Static members of what is opened with the namespace, with their parameters.
let private operations =
    typeof<ModelDeclaration>.Assembly.GetExportedTypes()
    |> Array.filter (fun found -> found.IsAbstract && found.IsSealed && found.Name.EndsWith("Operations", StringComparison.Ordinal))
    |> Array.collect (fun found ->
        Array.append
            (found.GetProperties(BindingFlags.Static ||| BindingFlags.Public) |> Array.map (fun property -> property.Name, []))
            (found.GetMethods(BindingFlags.Static ||| BindingFlags.Public)
             |> Array.filter (fun method -> not method.IsSpecialName)
             |> Array.map (fun method -> method.Name, [ for parameter in method.GetParameters() -> string parameter.Name ])))
    |> dict

let private name (attribute: Type) = attribute.Name[.. attribute.Name.Length - "Attribute".Length - 1]

let ofParts: TheoryData<string> = TheoryData<string>(parts.Keys)

let declared: TheoryData<string> =
    TheoryData<string>(attributes |> Array.map name |> Array.filter (fun name -> not (parts.ContainsKey name)))

[<Theory; MemberData("declared")>]
let ``An attribute is an operation, and each of its properties a parameter`` (attribute: string) =
    let found = attributes |> Array.find (fun found -> name found = attribute)
    let operation = camelCase attribute
    Assert.True(operations.ContainsKey operation, $"no operation {operation}")

    let properties =
        found.GetProperties(BindingFlags.Instance ||| BindingFlags.Public) |> Array.filter (fun property -> property.Name <> "TypeId") |> Array.map (_.Name >> camelCase)

    Assert.Empty(properties |> Array.except operations[operation])

[<Theory; MemberData("ofParts")>]
let ``A part of a model is a parameter`` (attribute: string) =
    Assert.Contains(attribute, attributes |> Array.map name)
    let operation, parameter = parts[attribute]
    Assert.Contains(parameter, operations[operation])

[<Fact>]
let ``There are no operations but those of attributes and those for what attributes cannot name`` () =
    let ofAttributes = attributes |> Array.map (name >> camelCase)
    Assert.Equal<string list>([ "layer"; "layers"; "term" ], operations.Keys |> Seq.except ofAttributes |> Seq.sort |> List.ofSeq)

let private every =
    TrainingOptions(
        Epochs = 1,
        BatchSize = 2,
        Optimizer = OptimizerKind.Sgd,
        LearningRate = 0.1,
        LearningRateSchedule = LearningRateSchedule.Cosine(),
        Momentum = 0.2,
        WeightDecay = 0.3,
        ClipNorm = 0.4,
        Coefficients = Collections.Generic.Dictionary(dict [ "weights.L2", 0.5 ]),
        ExplanationWeight = 0.6,
        AutomaticRatio = 0.7,
        AutomaticRatios = Collections.Generic.Dictionary(dict [ "robustness", 0.8 ]),
        RobustnessWeight = 0.9,
        TermSchedules = Collections.Generic.Dictionary(dict [ "explanation", TermSchedule() ]),
        TermLearningRates = Collections.Generic.Dictionary(dict [ "attributionPrior", 1.1 ]),
        Device = Device.Cpu,
        Workers = 3,
        Seed = 4UL,
        Shuffle = false,
        DropLast = true,
        AlwaysInclude = Dataset.Unlabeled(FeatureMatrix.FromArray([| 1.0f |], 1)),
        Validation = Dataset.Unlabeled(FeatureMatrix.FromArray([| 2.0f |], 1)),
        Metrics = [ "auc" ],
        EarlyStopping = EarlyStopping(),
        CheckpointFolder = "folder",
        Resume = true,
        ClassWeights = ClassWeights.Create [ 1.0; 2.0 ],
        Callbacks = [ { new ITrainingCallback } ],
        AllowMissingInputs = true,
        Logger = NullLogger.Instance
    )

let private properties = typeof<TrainingOptions>.GetProperties(BindingFlags.Instance ||| BindingFlags.Public)

let private equal (left: obj | null) (right: obj | null) =
    match left, right with
    | (:? IDictionary as left), (:? IDictionary as right) -> Seq.forall (fun key -> Object.Equals(left[key], right[key])) (Seq.cast<obj> left.Keys) && left.Count = right.Count
    | _ -> Object.Equals(left, right)

[<Fact>]
let ``With keeps every option, and has a parameter for each`` () =
    let usual, kept = TrainingOptions(), every.With()

    for property in properties do
        Assert.True(equal (property.GetValue every) (property.GetValue kept), property.Name)

        if property.Name <> "Device" then
            Assert.False(equal (property.GetValue every) (property.GetValue usual), $"{property.Name} is that of new options, so that the test says nothing of it")

    let parameters =
        (nonNull (typeof<ModelDeclaration>.Assembly.GetType "Rationale.FSharp.TrainingExtensions")).GetMethods()
        |> Array.find (fun method -> method.Name = "TrainingOptions.With")
        |> _.GetParameters()
        |> Array.map (fun parameter -> string parameter.Name)

    Assert.Empty(properties |> Array.map (_.Name >> camelCase) |> Array.except parameters)

[<Fact>]
let ``With changes what it is given`` () =
    let changed =
        TrainingOptions().With(epochs = 5, seed = 6UL, coefficients = [ "weights.L1", 0.1 ], metrics = [ "f1" ], checkpointFolder = "here", validation = Unchecked.nonNull every.Validation)

    Assert.Equal(Nullable 5, changed.Epochs)
    Assert.Equal(6UL, changed.Seed)
    Assert.Equal(0.1, changed.Coefficients["weights.L1"])
    Assert.Equal<string list>([ "f1" ], List.ofSeq changed.Metrics)
    Assert.Equal("here", changed.CheckpointFolder)
    Assert.Same(every.Validation, changed.Validation)
    Assert.True changed.Shuffle
