namespace Rationale.FSharp

open Rationale
open Rationale.Graph
open Rationale.Graph.Models
open Rationale.Graph.Objectives

/// What the terms on attributions share: what they attribute.
type internal AttributionChoice =
    { Kind: AttributionKind option
      References: int option
      Output: TargetOutput option
      TargetClass: TargetClass option
      Index: int option }

    static member private Defaults = SmoothAttributionsAttribute()

    member this.Problems =
        [ yield! this.Kind |> Option.map (Check.choice "attribution") |> Option.defaultValue []
          yield! this.References |> Option.map (Check.count "references") |> Option.defaultValue []
          yield! this.Output |> Option.map (Check.choice "output") |> Option.defaultValue []
          yield! this.TargetClass |> Option.map (Check.choice "targetClass") |> Option.defaultValue []
          yield! this.Index |> Option.map (Check.countOrZero "index") |> Option.defaultValue [] ]

    member this.For(task: ModelTask) =
        let defaults = AttributionChoice.Defaults
        let output = defaultArg this.Output defaults.Output

        if task :? RegressorTask && task.Outputs > 1 && this.Index.IsNone && this.TargetClass.IsNone then
            raise (MisfitException $"the regressor has {task.Outputs} outputs, so say which is attributed, index = 0 to {task.Outputs - 1}, or targetClass = TargetClass.All for their sum")

        let target =
            match this.Index with
            | Some index -> Target.ForClass(index, output)
            | None -> Target(output, defaultArg this.TargetClass (if task :? RegressorTask then TargetClass.All else defaults.Class))

        AttributionSource(defaultArg this.Kind defaults.Attribution, defaultArg this.References defaults.References, target)

    static member Advice(weight: float) = if weight = 0.0 then [ "weight is 0, so that it has no effect" ] else []

/// <summary>What attributions should be like (Weinberger, Janizek and Lee 2020; Erion et al. 2021): terms of the objective over the attributions of each batch.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type PriorOperations =
    static member private Usual = SmoothAttributionsAttribute().Weight

    /// <summary>A deep attribution prior (DAPr): a small network says from the meta-features of each feature what its attribution should be, and is trained with the model.</summary>
    /// <param name="metaFeatures">Number of meta-features of each feature, at least 1.</param>
    /// <param name="weight">Weight of the term, 0 or more; 1 by default.</param>
    /// <param name="attribution">How attributions are computed; <see cref="F:Rationale.AttributionKind.ExpectedGradients"/> by default.</param>
    /// <param name="references">Background examples that each expected gradient compares with, at least 1; 1 by default.</param>
    /// <param name="output">Which number of a class is attributed; the logit by default.</param>
    /// <param name="targetClass">Which class is attributed; the labeled one by default.</param>
    /// <param name="index">One class or output, from 0, in place of the target class.</param>
    /// <param name="hidden">Units of the hidden layers of the prior network; none by default, which makes it linear.</param>
    /// <param name="dropout">Dropout behind each hidden layer, at least 0 and below 1.</param>
    /// <param name="learningRate">Learning rate of the prior network; that of the training by default.</param>
    /// <param name="signed">Whether attributions count with their signs; false by default.</param>
    /// <param name="norm">How the distance is measured; <see cref="F:Rationale.PenaltyNorm.L1"/> by default.</param>
    /// <param name="preset">The paper's settings of an experiment; what is given beside them wins.</param>
    /// <param name="network">Layers of the prior network, in place of <paramref name="hidden"/> and <paramref name="dropout"/>: from the meta-features to one number.</param>
    static member attributionPrior
        (
            metaFeatures: int,
            ?weight: float,
            ?attribution: AttributionKind,
            ?references: int,
            ?output: TargetOutput,
            ?targetClass: TargetClass,
            ?index: int,
            ?hidden: int list,
            ?dropout: float,
            ?learningRate: float,
            ?signed: bool,
            ?norm: PenaltyNorm,
            ?preset: PriorPreset,
            ?network: LayerList
        ) =
        let source = { Kind = attribution; References = references; Output = output; TargetClass = targetClass; Index = index }
        let preset = defaultArg preset PriorPreset.None
        let norm = defaultArg norm PenaltyNorm.L1
        let weight = defaultArg weight PriorOperations.Usual
        let usual = PriorSettings.For preset
        let hidden = hidden |> Option.map EquatableArray<int> |> Option.defaultValue usual.Hidden
        let settings = PriorSettings(hidden, defaultArg dropout usual.Dropout, defaultArg learningRate usual.LearningRate, defaultArg signed usual.Signed)

        let problems =
            [ yield! Check.count "metaFeatures" metaFeatures
              yield! source.Problems
              yield! List.collect (Check.count "hidden") (List.ofSeq settings.Hidden)
              yield! Check.rate "dropout" settings.Dropout
              yield! Check.weight "learningRate" settings.LearningRate
              yield! Check.choice "norm" norm
              yield! Check.choice "preset" preset ]

        let layers = network |> Option.map _.ToArray() |> Option.defaultValue settings.Network

        let terms task _ : ObjectiveTerm list =
            [ AttributionPrior(weight, metaFeatures, layers, source.For task, settings.Signed, norm, settings.LearningRate) ]

        ModelOperation("attributionPrior", [ metaFeatures ], problems, AttributionChoice.Advice weight, Terms { Order = 2; Create = terms })

    /// <summary>Attributions of neighboring pixels should be alike: total variation of the map of each image.</summary>
    /// <param name="weight">Weight of the term, 0 or more; 1 by default.</param>
    /// <param name="attribution">How attributions are computed; <see cref="F:Rationale.AttributionKind.ExpectedGradients"/> by default.</param>
    /// <param name="references">Background examples that each expected gradient compares with, at least 1; 1 by default.</param>
    /// <param name="output">Which number of a class is attributed; the logit by default.</param>
    /// <param name="targetClass">Which class is attributed; the labeled one by default.</param>
    /// <param name="index">One class or output, from 0, in place of the target class.</param>
    static member smoothAttributions(?weight: float, ?attribution: AttributionKind, ?references: int, ?output: TargetOutput, ?targetClass: TargetClass, ?index: int) =
        let source = { Kind = attribution; References = references; Output = output; TargetClass = targetClass; Index = index }
        let weight = defaultArg weight PriorOperations.Usual
        let terms task _ : ObjectiveTerm list = [ SmoothAttributionPenalty(weight, source.For task) ]
        ModelOperation("smoothAttributions", [], source.Problems, AttributionChoice.Advice weight, Terms { Order = 3; Create = terms })

    /// <summary>Features that are neighbors in the graph of the data should have attributions alike.</summary>
    /// <param name="weight">Weight of the term, 0 or more; 1 by default.</param>
    /// <param name="attribution">How attributions are computed; <see cref="F:Rationale.AttributionKind.ExpectedGradients"/> by default.</param>
    /// <param name="references">Background examples that each expected gradient compares with, at least 1; 1 by default.</param>
    /// <param name="output">Which number of a class is attributed; the logit by default.</param>
    /// <param name="targetClass">Which class is attributed; the labeled one by default.</param>
    /// <param name="index">One class or output, from 0, in place of the target class.</param>
    static member graphAttributions(?weight: float, ?attribution: AttributionKind, ?references: int, ?output: TargetOutput, ?targetClass: TargetClass, ?index: int) =
        let source = { Kind = attribution; References = references; Output = output; TargetClass = targetClass; Index = index }
        let weight = defaultArg weight PriorOperations.Usual
        let terms task _ : ObjectiveTerm list = [ GraphAttributionPenalty(weight, source.For task) ]
        ModelOperation("graphAttributions", [], source.Problems, AttributionChoice.Advice weight, Terms { Order = 4; Create = terms })

    /// <summary>Few features should have attributions.</summary>
    /// <param name="weight">Weight of the term, 0 or more; 1 by default.</param>
    /// <param name="measure">What is measured; <see cref="F:Rationale.SparsityMeasure.Gini"/> by default.</param>
    /// <param name="attribution">How attributions are computed; <see cref="F:Rationale.AttributionKind.ExpectedGradients"/> by default.</param>
    /// <param name="references">Background examples that each expected gradient compares with, at least 1; 1 by default.</param>
    /// <param name="output">Which number of a class is attributed; the logit by default.</param>
    /// <param name="targetClass">Which class is attributed; the labeled one by default.</param>
    /// <param name="index">One class or output, from 0, in place of the target class.</param>
    static member sparseAttributions
        (?weight: float, ?measure: SparsityMeasure, ?attribution: AttributionKind, ?references: int, ?output: TargetOutput, ?targetClass: TargetClass, ?index: int)
        =
        let source = { Kind = attribution; References = references; Output = output; TargetClass = targetClass; Index = index }
        let weight, measure = defaultArg weight PriorOperations.Usual, defaultArg measure (SparseAttributionsAttribute().Measure)
        let terms task _ : ObjectiveTerm list = [ SparseAttributionPenalty(weight, measure, source.For task) ]
        ModelOperation("sparseAttributions", [], source.Problems @ Check.choice "measure" measure, AttributionChoice.Advice weight, Terms { Order = 5; Create = terms })
