namespace Rationale.FSharp

open System
open Rationale
open Rationale.Graph.Counterfactuals
open Rationale.Graph.Models

/// <summary>Translators of images from class to class.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type CounterfactualOperations =
    static member private Translate(model: ModelSpecification, classes: (int * int) option, minimum, maximum) =
        if not (model.Task :? ClassifierTask) then
            raise (MisfitException "a translator leads from class to class, but this is a regressor; write classifier")

        if model.Inputs.Count <> 1 || model.InputShape.Count <> 3 || model.IsTokenIds model.Inputs[0] then
            raise (MisfitException "a translator makes images; write input(height, width, channels)")

        match classes with
        | None -> TranslatorSpecification.ForAll(model, minimum, maximum)
        | Some(first, second) -> TranslatorSpecification.ForPair(model, first, second, minimum, maximum)

    /// <summary>
    /// Gives a classifier of images a translator that turns an image of one class into one of another, so that one can ask which pixels made the difference (Eckstein et al. 2021): a cycle-GAN between
    /// two classes, or one star-shaped translator for all. The declaration makes it by <c>CreateTranslator</c>. Said several times, each translator has a name of its own.
    /// </summary>
    /// <param name="first">One class, from 0; without both classes the translator is for all.</param>
    /// <param name="second">The other class.</param>
    /// <param name="name">What <c>CreateTranslator</c> knows it by; <c>Translator</c> by default.</param>
    /// <param name="minimum">The smallest value that a pixel has in the data; 0 by default.</param>
    /// <param name="maximum">The largest value that a pixel has in the data; 1 by default.</param>
    /// <param name="cycleWeight">Weight of the difference between an image and what comes back of it, 0 or more; 10 by default.</param>
    /// <param name="identityWeight">Weight of the difference between an image and its translation into its own class, as a share of the cycle weight, 0 or more; 0.5 by default.</param>
    /// <param name="classifierWeight">Weight of −log p of the wanted class, as the trained classifier sees the translation, 0 or more; 0 by default.</param>
    /// <param name="epochs">Epochs with the whole learning rate, at least 1; 100 by default.</param>
    /// <param name="decayEpochs">Epochs behind them, over which the learning rate falls to zero, 0 or more; 100 by default.</param>
    /// <param name="batchSize">Images of each class in a step, at least 1; 1 by default.</param>
    /// <param name="learningRate">Of Adam, whose β₁ is 0.5: finite and above 0; 0.0002 by default.</param>
    /// <param name="poolSize">Older translations that the discriminators are shown too, 0 or more; 50 by default.</param>
    /// <param name="generator">Layers from an image to an image, both between −1 and 1; the usual ones by default. That of a translator for all gets one more channel for each class.</param>
    /// <param name="discriminator">Layers from an image to a map that is 1 where it looks real; the usual ones by default. That of a translator for all has a channel for each class.</param>
    static member counterfactual
        (
            ?first: int,
            ?second: int,
            ?name: string,
            ?minimum: float,
            ?maximum: float,
            ?cycleWeight: float,
            ?identityWeight: float,
            ?classifierWeight: float,
            ?epochs: int,
            ?decayEpochs: int,
            ?batchSize: int,
            ?learningRate: float,
            ?poolSize: int,
            ?generator: LayerList,
            ?discriminator: LayerList
        ) =
        let defaults = CounterfactualAttribute()
        let name = defaultArg name defaults.Name
        let minimum, maximum = defaultArg minimum defaults.Minimum, defaultArg maximum defaults.Maximum

        let weights =
            TranslatorWeights(defaultArg cycleWeight defaults.CycleWeight, defaultArg identityWeight defaults.IdentityWeight, defaultArg classifierWeight defaults.ClassifierWeight)

        let training =
            TranslatorTrainingDefaults(
                defaultArg epochs defaults.Epochs,
                defaultArg decayEpochs defaults.DecayEpochs,
                defaultArg batchSize defaults.BatchSize,
                defaultArg learningRate defaults.LearningRate,
                defaultArg poolSize defaults.PoolSize
            )

        let problems =
            [ yield! Check.weight "cycleWeight" weights.Cycle
              yield! Check.weight "identityWeight" weights.Identity
              yield! Check.weight "classifierWeight" weights.Classifier
              yield! Check.count "epochs" training.Epochs
              yield! Check.countOrZero "decayEpochs" training.DecayEpochs
              yield! Check.count "batchSize" training.BatchSize
              yield! Check.countOrZero "poolSize" training.PoolSize
              if not (training.LearningRate > 0.0 && Double.IsFinite training.LearningRate) then
                  yield! Check.outside "learningRate" (Phrases.number training.LearningRate) "finite and above 0"
              if first.IsSome <> second.IsSome then
                  "it has one class, but a translator leads from one to another; give both, or none for all classes" ]

        let create (model: ModelSpecification) =
            let usual = CounterfactualOperations.Translate(model, Option.map2 (fun first second -> first, second) first second, minimum, maximum)
            let part (own: LayerList option) usual = own |> Option.map _.ToArray() |> Option.defaultValue usual

            let translator =
                TranslatorSpecification(
                    (if name = defaults.Name then usual.Name else $"{model.Name} {name}"),
                    usual.Kind,
                    usual.ImageShape,
                    usual.Classes,
                    usual.First,
                    usual.Second,
                    part generator usual.Generator,
                    part discriminator usual.Discriminator,
                    minimum,
                    maximum,
                    weights,
                    training,
                    usual.Classifier
                )

            match translator.Problem() with
            | null -> translator
            | problem -> raise (MisfitException problem)

        ModelOperation("counterfactual", [ for index in Option.toList first @ Option.toList second -> index :> obj ], problems, [], Translator(name, create))
