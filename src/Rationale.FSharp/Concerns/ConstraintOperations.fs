namespace Rationale.FSharp

open Rationale
open Rationale.Graph
open Rationale.Graph.Models
open Rationale.Graph.Objectives

/// <summary>Penalties on explanations and on weights, and terms of one's own.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type ConstraintOperations =
    /// <summary>
    /// Right for the right reasons (Ross, Hughes, Doshi-Velez 2017, equation 1): adds <c>λ Σₙ Σ_d |A_nd · ∂s(xₙ)/∂x_nd|²</c> to the loss, where <c>A</c> is the annotation mask of the data, 1 at the
    /// inputs that should not matter, and <c>s</c> is the attribution target.
    /// </summary>
    /// <param name="weight">λ, 0 or more; 1000 by default.</param>
    /// <param name="automaticRatio">In place of the weight: λ is set before the first step so that the penalty is this many times as large as the task loss.</param>
    /// <param name="output">Which number of a class is explained; the log-probability by default, of a regressor the output itself.</param>
    /// <param name="targetClass">Which class is explained; <see cref="F:Rationale.TargetClass.All"/> by default.</param>
    /// <param name="norm">Whether gradients are squared or taken by their absolute value; <see cref="F:Rationale.PenaltyNorm.L2"/> by default.</param>
    /// <param name="reduction">How the penalty is reduced over examples and features; <see cref="F:Rationale.Reduction.Sum"/> by default.</param>
    /// <param name="onInputs">Names of the inputs whose gradients are penalized, of a model of several; all by default.</param>
    static member explainConstraint
        (
            ?weight: float,
            ?automaticRatio: float,
            ?output: TargetOutput,
            ?targetClass: TargetClass,
            ?norm: PenaltyNorm,
            ?reduction: Reduction,
            ?onInputs: string list
        ) =
        let defaults = ExplainConstraintAttribute()
        let ratio = defaultArg automaticRatio defaults.AutomaticRatio
        let targetClass, norm, reduction = defaultArg targetClass defaults.Class, defaultArg norm defaults.Norm, defaultArg reduction defaults.Reduction

        let problems =
            [ yield! Check.weight "automaticRatio" ratio
              yield! output |> Option.map (Check.choice "output") |> Option.defaultValue []
              yield! Check.choice "targetClass" targetClass
              yield! Check.choice "norm" norm
              yield! Check.choice "reduction" reduction
              match weight with
              | Some weight when ratio > 0.0 ->
                  $"weight is {Phrases.number weight} and automaticRatio {Phrases.number ratio}, but the ratio chooses the weight; leave one of them out"
              | _ -> () ]

        // A regressor has no probabilities, so what the paper explains cannot be its default.
        let terms (task: ModelTask) _ : ObjectiveTerm list =
            let usual = if task :? RegressorTask then TargetOutput.Logit else defaults.Output
            let target, names = Target(defaultArg output usual, targetClass), EquatableArray<string>(defaultArg onInputs [])
            [ ExplanationPenalty(defaultArg weight defaults.Weight, ratio, target, norm, reduction, OnInputs = names) ]

        let advice = if weight = Some 0.0 && ratio = 0.0 then [ "weight is 0, so that it has no effect" ] else []
        ModelOperation("explainConstraint", [ for weight in Option.toList weight -> weight :> obj ], problems, advice, Terms { Order = 0; Create = terms })

    /// <summary>Adds <c>l2 · Σ θ² + l1 · Σ |θ|</c> over every parameter, biases included, to the loss, once per batch (RRR's λ₂ term).</summary>
    /// <param name="l2">Weight of the sum of squares, 0 or more; 0 by default. The RRR paper uses 1e-4.</param>
    /// <param name="l1">Weight of the sum of absolute values, 0 or more; 0 by default.</param>
    static member weightPenalty(?l2: float, ?l1: float) =
        let defaults = WeightPenaltyAttribute()
        let l2, l1 = defaultArg l2 defaults.L2, defaultArg l1 defaults.L1
        let advice = if l2 = 0.0 && l1 = 0.0 then [ "l1 and l2 are 0, so that it has no effect" ] else []
        ModelOperation("weightPenalty", [], [], advice, Terms { Order = 6; Create = fun _ _ -> [ WeightPenalty(l2, l1) ] })

    /// <summary>A term of the objective that has no operation of its own, or one that a program wrote: anything derived from <see cref="T:Rationale.Graph.Objectives.ObjectiveTerm"/>. Stands behind the others.</summary>
    /// <param name="term">The term, whose name no other term of the model has.</param>
    static member term(term: ObjectiveTerm) =
        ModelOperation("term", [ term.Name ], [], [], Terms { Order = BehindAttributes; Create = fun _ _ -> [ term ] })
