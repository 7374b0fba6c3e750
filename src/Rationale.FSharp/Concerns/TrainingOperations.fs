namespace Rationale.FSharp

open Rationale
open Rationale.Graph.Models
open Rationale.Training

/// <summary>Defaults of the training of a model. Each can be changed for one training in its options.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type TrainingOperations =
    /// The problems of a schedule or a warm-up by itself.
    static member private Problems(schedule: LearningRateSchedule) =
        [ for fault in schedule.Faults do
              let expected = fault.Expected.Replace("Steps", "steps").Replace("Epochs", "epochs")
              yield! Check.outside (Phrases.camelCase fault.Property) (Phrases.number fault.Value) expected ]

    /// <summary>Defaults of the training.</summary>
    /// <param name="epochs">Passes over the training data, at least 1; 10 by default.</param>
    /// <param name="batchSize">Examples per step, at least 1; 256 by default.</param>
    /// <param name="optimizer">The optimizer; <see cref="F:Rationale.OptimizerKind.Adam"/> by default.</param>
    /// <param name="learningRate">Step size, above zero; 0.001 by default.</param>
    /// <param name="momentum">Momentum of <see cref="F:Rationale.OptimizerKind.Sgd"/>, at least 0 and below 1; 0 by default.</param>
    /// <param name="weightDecay">Decoupled weight decay of <see cref="F:Rationale.OptimizerKind.AdamW"/>, 0 or more; 0.01 by default.</param>
    /// <param name="clipNorm">Largest L2 norm of the whole gradient; 0, the default, switches clipping off.</param>
    static member train(?epochs: int, ?batchSize: int, ?optimizer: OptimizerKind, ?learningRate: float, ?momentum: float, ?weightDecay: float, ?clipNorm: float) =
        let defaults = TrainAttribute()

        let training =
            TrainingDefaults(
                defaultArg epochs defaults.Epochs,
                defaultArg batchSize defaults.BatchSize,
                defaultArg optimizer defaults.Optimizer,
                defaultArg learningRate defaults.LearningRate,
                defaultArg momentum defaults.Momentum,
                defaultArg weightDecay defaults.WeightDecay,
                defaultArg clipNorm defaults.ClipNorm
            )

        let problems =
            [ for fault in TrainingRanges.Faults training do
                  yield! Check.outside (Phrases.camelCase fault.Property) (Phrases.number fault.Value) fault.Expected
              yield! Check.choice "optimizer" training.Optimizer ]

        let ignored parameter (value: float option) needed =
            match value with
            | Some value when value > 0.0 && training.Optimizer <> needed -> [ $"{parameter} is given, but {training.Optimizer} ignores it; use OptimizerKind.{needed}, or leave it out" ]
            | _ -> []

        let advice = ignored "momentum" momentum OptimizerKind.Sgd @ ignored "weightDecay" weightDecay OptimizerKind.AdamW
        ModelOperation("train", [], problems, advice, Content.Training training)

    /// <summary>Multiplies the learning rate by a factor after every so many epochs or steps (PyTorch's <c>StepLR</c>).</summary>
    /// <param name="epochs">Epochs between two changes, at least 1.</param>
    /// <param name="steps">Steps between two changes, at least 1, in place of epochs.</param>
    /// <param name="factor">What the rate is multiplied by, above 0 and below 1; 0.1 by default.</param>
    static member stepSchedule(?epochs: int, ?steps: int, ?factor: float) =
        let schedule = StepSchedule(defaultArg epochs 0, defaultArg steps 0, defaultArg factor (StepScheduleAttribute().Factor))
        ModelOperation("stepSchedule", [], TrainingOperations.Problems schedule, [], Content.Schedule schedule)

    /// <summary>Lowers the learning rate along half a cosine (Loshchilov and Hutter 2017 without restarts; PyTorch's <c>CosineAnnealingLR</c>).</summary>
    /// <param name="epochs">Epochs until the end of the schedule; those of the training by default.</param>
    /// <param name="steps">Steps until the end of the schedule, in place of epochs.</param>
    /// <param name="minFactor">Share of the learning rate that is left at the end, at least 0 and below 1; 0 by default.</param>
    static member cosineSchedule(?epochs: int, ?steps: int, ?minFactor: float) =
        let schedule = CosineSchedule(defaultArg epochs 0, defaultArg steps 0, defaultArg minFactor (CosineScheduleAttribute().MinFactor))
        ModelOperation("cosineSchedule", [], TrainingOperations.Problems schedule, [], Content.Schedule schedule)

    /// <summary>Multiplies the learning rate by a factor whenever a figure of the validation data has not improved for some epochs (PyTorch's <c>ReduceLROnPlateau</c> with an absolute threshold).</summary>
    /// <param name="metric">The name of a metric, such as <c>accuracy</c> or <c>rSquared</c>; <c>loss</c> by default.</param>
    /// <param name="factor">What the rate is multiplied by, above 0 and below 1; 0.1 by default.</param>
    /// <param name="patience">Epochs in a row without improvement after which the rate is reduced, at least 1; 10 by default.</param>
    /// <param name="minimumChange">What counts as an improvement, 0 or more; 0 by default.</param>
    /// <param name="cooldown">Epochs after a reduction that do not count as epochs without improvement, 0 or more; 0 by default.</param>
    /// <param name="minFactor">Share of the learning rate below which it is not reduced, at least 0 and below 1; 0 by default.</param>
    static member reduceOnPlateau(?metric: string, ?factor: float, ?patience: int, ?minimumChange: float, ?cooldown: int, ?minFactor: float) =
        let defaults = ReduceOnPlateauAttribute()

        let schedule =
            ReduceOnPlateauSchedule(
                defaultArg metric defaults.Metric,
                defaultArg factor defaults.Factor,
                defaultArg patience defaults.Patience,
                defaultArg minimumChange defaults.MinimumChange,
                defaultArg cooldown defaults.Cooldown,
                defaultArg minFactor defaults.MinFactor
            )

        ModelOperation("reduceOnPlateau", [], TrainingOperations.Problems schedule, [], Content.Schedule schedule)

    /// <summary>Raises the learning rate linearly at the beginning of a training (PyTorch's <c>LinearLR</c>), whatever the schedule.</summary>
    /// <param name="epochs">Epochs until the rate is the whole one, at least 1.</param>
    /// <param name="steps">Steps until the rate is the whole one, at least 1, in place of epochs.</param>
    /// <param name="startFactor">Share of the rate at the first step, above 0 and below 1; 0.01 by default.</param>
    static member warmUp(?epochs: int, ?steps: int, ?startFactor: float) =
        let warmUp = WarmUp(defaultArg epochs 0, defaultArg steps 0, defaultArg startFactor (WarmUpAttribute().StartFactor))
        ModelOperation("warmUp", [], TrainingOperations.Problems(ConstantSchedule warmUp), [], Content.WarmUp warmUp)
