namespace Rationale.FSharp

open Rationale
open Rationale.Graph
open Rationale.Graph.Models
open Rationale.Graph.Objectives

/// The concepts of a self-explaining network, as an operation describes them.
type internal ConceptChoice =
    { Concepts: int
      Origin: ConceptOrigin
      Features: int list
      Bias: bool
      Encoder: LayerList option
      Decoder: LayerList option }

    member private this.Learned(input: EquatableArray<int>) =
        let encoder = this.Encoder |> Option.map _.ToArray() |> Option.defaultWith (fun () -> DefaultNetworks.Encoder(input, this.Concepts))

        let decoder =
            if this.Origin = ConceptOrigin.Encoder then
                EquatableArray<Layer> []
            else
                this.Decoder |> Option.map _.ToArray() |> Option.defaultWith (fun () -> DefaultNetworks.Decoder input)

        let given = (input, encoder) ||> Seq.fold (fun shape layer -> layer.OutputShape shape)

        if given.Count = 1 && given[0] <> this.Concepts then
            raise (MisfitException $"concepts is {this.Concepts}, but the encoder gives {given[0]} numbers; end it with dense({this.Concepts})")

        LearnedConcepts(encoder, decoder) :> ConceptSource

    member this.Source(input: EquatableArray<int>) : ConceptSource =
        let features = Seq.fold (*) 1 input

        match this.Origin with
        | ConceptOrigin.Identity when features <> this.Concepts ->
            raise (MisfitException $"concepts is {this.Concepts}, but the example has {features} features, each of which is one")
        | ConceptOrigin.Identity -> IdentityConcepts this.Bias
        | ConceptOrigin.Chosen when this.Features.Length <> this.Concepts || this.Features |> List.exists (fun feature -> feature < 0 || feature >= features) ->
            raise (MisfitException $"features must name {this.Concepts} features of 0 to {features - 1}, one for each concept, but names %A{this.Features}")
        | ConceptOrigin.Chosen -> ChosenConcepts(EquatableArray<int> this.Features, this.Bias)
        | ConceptOrigin.Prototypes -> PrototypeConcepts this.Concepts
        | ConceptOrigin.Constant -> ConstantConcepts this.Concepts
        | _ -> this.Learned input

    /// Concepts with the constant one among them.
    member this.Counted =
        match this.Origin with
        | ConceptOrigin.Identity
        | ConceptOrigin.Chosen when this.Bias -> this.Concepts + 1
        | _ -> this.Concepts

/// <summary>Self-explaining networks (Alvarez-Melis and Jaakkola 2018).</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type ConceptOperations =
    /// <summary>
    /// Makes a classifier that explains itself: <c>f(x) = g(θ₁(x) h₁(x), …)</c>, concepts h weighed by relevances θ. Stands in the place of the layers.
    /// </summary>
    /// <param name="concepts">Number of concepts, at least 1; without the constant one.</param>
    /// <param name="origin">What concepts are; <see cref="F:Rationale.ConceptOrigin.Autoencoder"/> by default.</param>
    /// <param name="features">Of chosen concepts: the numbers of the features.</param>
    /// <param name="bias">Of identity and chosen concepts: whether a constant one is a concept too; true by default.</param>
    /// <param name="aggregator">How contributions become outputs; <see cref="F:Rationale.ConceptAggregator.Sum"/> by default.</param>
    /// <param name="output">Of which number the relevances should be derivatives; the logit by default.</param>
    /// <param name="targetClass">Of which class; <see cref="F:Rationale.TargetClass.All"/> by default.</param>
    /// <param name="reduction">How the robustness penalty is reduced; <see cref="F:Rationale.RobustnessReduction.MeanOfNorms"/> by default.</param>
    /// <param name="robustnessWeight">λ, 0 or more; 0.01 by default.</param>
    /// <param name="reconstructionWeight">Weight of the decoder's error, 0 or more; 1 by default.</param>
    /// <param name="sparsityWeight">ξ, weight of the concepts' absolute values, 0 or more; 2e-5 by default.</param>
    /// <param name="onInputs">Names of the inputs with respect to which relevances must be derivatives, of a model of several; all by default.</param>
    /// <param name="encoder">Layers from the input to the concepts; the usual ones for its shape by default.</param>
    /// <param name="decoder">Layers from the concepts back to the input; the usual ones by default.</param>
    /// <param name="relevance">Layers from the input to concepts × classes relevances; the usual ones by default.</param>
    /// <param name="aggregation">Monotone activations that contributions go through before they are added; none by default.</param>
    static member selfExplaining
        (
            concepts: int,
            ?origin: ConceptOrigin,
            ?features: int list,
            ?bias: bool,
            ?aggregator: ConceptAggregator,
            ?output: TargetOutput,
            ?targetClass: TargetClass,
            ?reduction: RobustnessReduction,
            ?robustnessWeight: float,
            ?reconstructionWeight: float,
            ?sparsityWeight: float,
            ?onInputs: string list,
            ?encoder: LayerList,
            ?decoder: LayerList,
            ?relevance: LayerList,
            ?aggregation: LayerList
        ) =
        let defaults = SelfExplainingAttribute 1

        let choice =
            { Concepts = concepts
              Origin = defaultArg origin defaults.Origin
              Features = defaultArg features []
              Bias = defaultArg bias defaults.Bias
              Encoder = encoder
              Decoder = decoder }

        let aggregator = defaultArg aggregator defaults.Aggregator
        let output, targetClass, reduction = defaultArg output defaults.Output, defaultArg targetClass defaults.Class, defaultArg reduction defaults.Reduction
        let names = EquatableArray<string>(defaultArg onInputs [])
        let robustness = RobustnessPenalty(Target(output, targetClass), reduction, defaultArg robustnessWeight defaults.RobustnessWeight, OnInputs = names)

        let problems =
            [ yield! Check.count "concepts" concepts
              yield! Check.choice "origin" choice.Origin
              yield! Check.choice "aggregator" aggregator
              yield! Check.choice "output" output
              yield! Check.choice "targetClass" targetClass
              yield! Check.choice "reduction" reduction
              for layer in LayerList.ToArray aggregation do
                  match layer with
                  | :? ActivationLayer as activation when activation.IsMonotone <> System.Nullable false -> ()
                  | :? ActivationLayer -> $"aggregation has {layer.Signature}, which falls somewhere, so that more of a concept could speak against what it speaks for; use a monotone activation"
                  | _ -> $"aggregation has {layer.Name}, but contributions must stay apart until they are added; use activations only" ]

        let network (task: ModelTask) (input: EquatableArray<int>) : Layer =
            if not (task :? ClassifierTask) then
                raise (MisfitException "a self-explaining model needs classes, but this is a regressor; write classifier")

            if float choice.Counted * float task.Outputs > float System.Int32.MaxValue then
                raise (MisfitException $"{choice.Counted} concepts of {task.Outputs} classes are more relevances than a buffer can hold; use fewer concepts")

            let own = relevance |> Option.map _.ToArray() |> Option.defaultWith (fun () -> DefaultNetworks.Relevance(input, choice.Counted, task.Outputs))
            SelfExplainingNetwork(choice.Source input, own, task.Outputs, aggregator, LayerList.ToArray aggregation)

        let terms _ (layers: Layer list) =
            let source = layers |> List.tryPick (function :? SelfExplainingNetwork as network -> Some network.Source | _ -> None) |> Option.toObj
            ConceptObjectives.Create(source, robustness, defaultArg reconstructionWeight defaults.ReconstructionWeight, defaultArg sparsityWeight defaults.SparsityWeight) |> List.ofSeq

        ModelOperation("selfExplaining", [ concepts ], problems, [], Concepts(network, { Order = 1; Create = terms }))
