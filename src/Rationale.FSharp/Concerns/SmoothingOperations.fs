namespace Rationale.FSharp

open Rationale
open Rationale.Graph
open Rationale.Graph.Models

/// <summary>Smoothed classifiers with certified explanations (MuS).</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type SmoothingOperations =
    /// <summary>
    /// Makes a classifier of votes over masked versions of an example, whose explanations can be certified to be stable (Xue, Alur and Wong 2023).
    /// </summary>
    /// <param name="keep">λ, the share of the votes in which each feature is kept: above 0 and at most 1, a multiple of 1 / <paramref name="quantization"/>. The largest radius is 1 / (2λ).</param>
    /// <param name="quantization">q, the number of votes; 64 by default.</param>
    /// <param name="seed">Decides which features are kept together; 1234 by default.</param>
    /// <param name="patch">Height and width of the patches of an image that are kept together, all channels at once.</param>
    /// <param name="groups">The group of each feature, numbered from 0 without gaps, in place of patches; each feature by itself by default.</param>
    /// <param name="replacement">What stands in place of a feature that is not kept; 0 by default.</param>
    /// <param name="output">What each version of an example contributes; <see cref="F:Rationale.SmoothedOutput.Votes"/> by default.</param>
    /// <param name="baseOutput">What the layers of the model give; <see cref="F:Rationale.BaseOutput.Logits"/> by default.</param>
    /// <param name="training">How examples are masked while the model is trained; <see cref="F:Rationale.MaskedTraining.FixedCount"/> by default.</param>
    /// <param name="input">Name of the input whose features are masked, of a model of several; the first by default.</param>
    static member smoothed
        (
            keep: float,
            ?quantization: int,
            ?seed: int,
            ?patch: int,
            ?groups: int list,
            ?replacement: float,
            ?output: SmoothedOutput,
            ?baseOutput: BaseOutput,
            ?training: MaskedTraining,
            ?input: string
        ) =
        let defaults = SmoothedAttribute keep
        let quantization = defaultArg quantization defaults.Quantization
        let output, baseOutput, training = defaultArg output defaults.Output, defaultArg baseOutput defaults.Base, defaultArg training defaults.Training

        let grouping: Grouping =
            match patch, groups with
            | Some patch, _ -> Patches(patch, patch)
            | None, Some groups -> ListedGroups(EquatableArray<int> groups)
            | None, None -> SingleFeatures()

        let smoothing =
            MaskSmoothing(keep, quantization, EquatableArray<int> [], grouping, defaultArg replacement defaults.Replacement, output, baseOutput, training)

        let problems =
            [ for fault in SmoothingRanges.Faults smoothing do
                  yield! Check.outside (Phrases.camelCase fault.Property) (Phrases.number fault.Value) fault.Expected
              yield! Check.choice "output" output
              yield! Check.choice "baseOutput" baseOutput
              yield! Check.choice "training" training
              if patch.IsSome && groups.IsSome then
                  "patch and groups are both given, and one of them is enough" ]

        let create (inputs: ModelInput list) =
            let masked =
                match inputs |> List.tryFind (fun candidate -> input.IsNone || input = Some candidate.Name) with
                | Some found -> found
                | None ->
                    let known = inputs |> List.map (fun candidate -> $"'{candidate.Name}'")
                    raise (MisfitException $"""input is '{input.Value}', but the model has {System.String.Join(" and ", known)}; name one of those""")

            let count = grouping.Count masked.Shape

            if count > MaskSmoothing.MaxGroups then
                raise (MisfitException $"there are {count} groups of features, but at most {MaskSmoothing.MaxGroups} can be told apart; give a larger patch, or groups")

            let seeds = MaskSeeds.Draw(defaultArg seed defaults.Seed, count, quantization)
            MaskSmoothing(keep, quantization, seeds, grouping, smoothing.Replacement, output, baseOutput, training, Input = Option.toObj input)

        let advice = if keep > 0.5 then [ $"keep is {Phrases.number keep}, with which no radius reaches 1, so that nothing can be certified; use at most 0.5" ] else []
        ModelOperation("smoothed", [ keep ], problems, advice, Smoothing create)
