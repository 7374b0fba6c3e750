namespace Rationale.FSharp

open System
open Rationale.Graph
open Rationale.Graph.Models

/// Leads the shape of an example through the layers of a model, and says where it does not fit.
module internal Walk =
    let private outputs (task: ModelTask) =
        if task :? ClassifierTask then $"classifier({task.Outputs})" else $"regressor({task.Outputs})"

    let private step owner (statement: Statement) (shape: EquatableArray<int>, parameters: float) (layer: Layer) =
        try
            let next = layer.OutputShape shape
            let parameters = parameters + layer.ParameterCount shape

            if max parameters (layer.MaxExampleLength shape) > float Int32.MaxValue then
                statement.Fail(owner, "the model has more values than a buffer holds; make its layers smaller")

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

    /// The layers of a model hold together and give what the task needs.
    let check owner (task: ModelTask) (origin: Statement) (input: EquatableArray<int>) (steps: (Statement * Layer) list) =
        match List.tryLast steps with
        | None -> origin.Fail(owner, $"it has no layers; end them with dense {task.Outputs}")
        | Some(statement, last) ->
            let shape, parameters = ((input, 0.0), steps) ||> List.fold (fun state (statement, layer) -> step owner statement state layer)

            for statement, layer in List.tail steps do
                if layer :? EmbeddingLayer then
                    statement.Fail(owner, "it must stand right after input: what other layers give are no token ids")

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
