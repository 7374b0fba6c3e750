namespace Rationale.FSharp

open System
open System.Collections.Generic
open Microsoft.Extensions.Logging
open Rationale
open Rationale.Data
open Rationale.Objectives
open Rationale.Training

/// <summary>What C# has for records and delegates, for F#.</summary>
[<AutoOpen>]
module TrainingExtensions =
    let private nullable (value: 'Value option) (current: Nullable<'Value>) =
        match value with
        | Some value -> Nullable value
        | None -> current

    let private dictionary (pairs: (string * 'Value) list option) (current: Dictionary<string, 'Value>) =
        match pairs with
        | Some pairs -> Dictionary(dict pairs)
        | None -> Dictionary current

    /// What it gives may be null: the F# compiler takes some of the setters as if they took no null.
    let private reference<'Value when 'Value: not null and 'Value: not struct> (value: 'Value option) (current: 'Value | null) : 'Value =
        match value with
        | Some value -> value
        | None -> Unchecked.nonNull current

    type TrainingOptions with

        /// <summary>
        /// The same options with some changed, as C# has it by <c>with</c>: <c>options.With(epochs = 3, coefficients = [ "weights.L2", 1e-3 ])</c>. Dictionaries are copied. What each option means stands at the property of
        /// its name.
        /// </summary>
        member options.With
            (
                ?epochs: int,
                ?batchSize: int,
                ?optimizer: OptimizerKind,
                ?learningRate: float,
                ?learningRateSchedule: LearningRateSchedule,
                ?momentum: float,
                ?weightDecay: float,
                ?clipNorm: float,
                ?coefficients: (string * float) list,
                ?explanationWeight: float,
                ?automaticRatio: float,
                ?automaticRatios: (string * float) list,
                ?robustnessWeight: float,
                ?termSchedules: (string * TermSchedule) list,
                ?termLearningRates: (string * float) list,
                ?device: Device,
                ?workers: int,
                ?seed: uint64,
                ?shuffle: bool,
                ?dropLast: bool,
                ?alwaysInclude: Dataset,
                ?validation: Dataset,
                ?metrics: string list,
                ?earlyStopping: EarlyStopping,
                ?checkpointFolder: string,
                ?resume: bool,
                ?classWeights: ClassWeights,
                ?callbacks: ITrainingCallback list,
                ?allowMissingInputs: bool,
                ?logger: ILogger
            ) =
            TrainingOptions(
                Epochs = nullable epochs options.Epochs,
                BatchSize = nullable batchSize options.BatchSize,
                Optimizer = nullable optimizer options.Optimizer,
                LearningRate = nullable learningRate options.LearningRate,
                LearningRateSchedule = reference learningRateSchedule options.LearningRateSchedule,
                Momentum = nullable momentum options.Momentum,
                WeightDecay = nullable weightDecay options.WeightDecay,
                ClipNorm = nullable clipNorm options.ClipNorm,
                Coefficients = dictionary coefficients options.Coefficients,
                ExplanationWeight = nullable explanationWeight options.ExplanationWeight,
                AutomaticRatio = nullable automaticRatio options.AutomaticRatio,
                AutomaticRatios = dictionary automaticRatios options.AutomaticRatios,
                RobustnessWeight = nullable robustnessWeight options.RobustnessWeight,
                TermSchedules = dictionary termSchedules options.TermSchedules,
                TermLearningRates = dictionary termLearningRates options.TermLearningRates,
                Device = defaultArg device options.Device,
                Workers = defaultArg workers options.Workers,
                Seed = defaultArg seed options.Seed,
                Shuffle = defaultArg shuffle options.Shuffle,
                DropLast = defaultArg dropLast options.DropLast,
                AlwaysInclude = reference alwaysInclude options.AlwaysInclude,
                Validation = reference validation options.Validation,
                Metrics = (match metrics with Some metrics -> metrics :> IReadOnlyList<string> | None -> options.Metrics),
                EarlyStopping = reference earlyStopping options.EarlyStopping,
                CheckpointFolder = reference checkpointFolder options.CheckpointFolder,
                Resume = defaultArg resume options.Resume,
                ClassWeights = reference classWeights options.ClassWeights,
                Callbacks = (match callbacks with Some callbacks -> callbacks :> IReadOnlyList<ITrainingCallback> | None -> options.Callbacks),
                AllowMissingInputs = defaultArg allowMissingInputs options.AllowMissingInputs,
                Logger = reference logger options.Logger
            )

/// <summary>Progress of trainings and other work, told to a function.</summary>
[<RequireQualifiedAccess>]
module Progress =
    /// <summary>Calls a function with each report, at once and on the thread that reports; <see cref="T:System.Progress`1"/> would post them, so that they come late and out of order.</summary>
    /// <param name="report">The function. It must not use the model that reports.</param>
    let ofFunction (report: 'Report -> unit) =
        { new IProgress<'Report> with
            member _.Report value = report value }
