namespace Rationale.FSharp

open System
open Rationale.Graph
open Rationale.Graph.Models

/// An input with the layers of its own, each with the statement that it comes from.
type internal InputSteps =
    { Statement: Statement
      Name: string
      Shape: EquatableArray<int>
      Steps: (Statement * Layer) list }

    member this.Input = ModelInput(this.Name, this.Shape, EquatableArray<Layer>(List.map snd this.Steps))

/// The inputs of a model, and the layers behind them.
type internal ModelSteps =
    { Inputs: InputSteps list
      Join: Statement option
      Layers: (Statement * Layer) list }

/// Leads the shape of an example through the layers of a model, and says where it does not fit.
module internal Walk =
    let private outputs (task: ModelTask) =
        if task :? ClassifierTask then $"classifier({task.Outputs})" else $"regressor({task.Outputs})"

    let private tooLarge = "the model has more values than a buffer holds; make its layers smaller"

    let private step owner (statement: Statement) (shape: EquatableArray<int>, parameters: float) (layer: Layer) =
        try
            let next = layer.OutputShape shape
            let parameters = parameters + layer.ParameterCount shape

            if max parameters (layer.MaxExampleLength shape) > float Int32.MaxValue then
                statement.Fail(owner, tooLarge)

            next, parameters
        with :? ShapeException as exception' ->
            statement.Fail(owner, Phrases.fromAttributes exception'.Message)

    /// What the last layer must give, where it gives something else.
    let private advice (last: Layer) (shape: EquatableArray<int>) (task: ModelTask) =
        let dense = $"dense {task.Outputs}"

        if last :? DenseLayer then $"write {dense}"
        elif shape.Count = 1 then $"add {dense} after it"
        elif shape.Count <= 3 && shape[shape.Count - 1] = task.Outputs then "add globalAveragePool after it"
        else $"add flatten and {dense} after it"

    let private walk owner state (steps: (Statement * Layer) list) =
        (state, steps) ||> List.fold (fun state (statement, layer) -> step owner statement state layer)

    let private checkEmbeddings owner (steps: (Statement * Layer) list) =
        for statement, layer in steps do
            if layer :? EmbeddingLayer then
                statement.Fail(owner, "it must stand right after input: what other layers give are no token ids")

    /// The shape that the layers of a model take, whose inputs have layers that fit.
    let joined owner (task: ModelTask) (steps: ModelSteps) : EquatableArray<int> =
        match steps.Join with
        | None -> steps.Inputs.Head.Shape
        | Some join ->
            let size (shape: EquatableArray<int>) = (1.0, shape) ||> Seq.fold (fun product extent -> product * float extent)
            let inputs = steps.Inputs |> List.map _.Input

            try
                if inputs |> List.sumBy (fun input -> size input.OutputShape) > float Int32.MaxValue || inputs |> List.sumBy (fun input -> size input.Shape) > float Int32.MaxValue then
                    join.Fail(owner, tooLarge)

                ModelSpecification("Model", EquatableArray<ModelInput> inputs, EquatableArray<Layer> [], task, EquatableArray [], TrainingDefaults()).JoinedShape
            with :? ShapeException ->
                let given = inputs |> List.map (fun input -> $"{ShapeException.Format input.OutputShape} of '{input.Name}'")
                join.Fail(owner, $"""the inputs give {String.Join(" and ", given)}, which cannot stand side by side along the last axis; end the layers of each input with flatten""")

    /// The layers of a model hold together and give what the task needs.
    let check owner (task: ModelTask) (origin: Statement) (steps: ModelSteps) =
        let ofInputs = steps.Inputs |> List.sumBy (fun input -> walk owner (input.Shape, 0.0) input.Steps |> snd)
        let shape, parameters = walk owner (joined owner task steps, ofInputs) steps.Layers
        steps.Inputs |> List.iter (fun input -> checkEmbeddings owner (if input.Steps.IsEmpty then [] else input.Steps.Tail))
        checkEmbeddings owner (if steps.Join.IsSome || steps.Layers.IsEmpty then steps.Layers else steps.Layers.Tail)

        match List.tryLast steps.Layers, steps.Join with
        | None, None -> origin.Fail(owner, $"it has no layers; end them with dense {task.Outputs}")
        | None, Some join when shape <> EquatableArray<int> [ task.Outputs ] ->
            join.Fail(owner, $"the inputs give {ShapeException.Format shape} side by side, but {outputs task} needs {task.Outputs}; add dense {task.Outputs} after it")
        | None, Some join when parameters = 0.0 -> join.Fail(owner, $"no layer of the model has parameters, so there is nothing to train; add dense {task.Outputs}")
        | None, Some _ -> ()
        | Some(statement, last), _ ->
            if parameters = 0.0 then
                statement.Fail(owner, $"no layer of the model has parameters, so there is nothing to train; add dense {task.Outputs}")

            if shape <> EquatableArray<int> [ task.Outputs ] then
                statement.Fail(owner, $"the last layer gives examples of shape {ShapeException.Format shape}, but {outputs task} needs {task.Outputs}; {advice last shape task}")

    /// What stands between the last layer with parameters and a classifier, which takes raw logits.
    let advise owner (task: ModelTask) (steps: (Statement * Layer) list) =
        match List.tryLast steps with
        | Some(statement, layer) when (task :? ClassifierTask) && (layer :? ActivationLayer || layer :? SoftmaxLayer || layer :? DropoutLayer) ->
            [ Statement.Sentence owner $"it stands behind the last layer, but {outputs task} takes raw logits; leave it out" statement ]
        | _ -> []
