namespace Rationale.FSharp

open System
open Rationale.Graph
open Rationale.Graph.Models
open Rationale.Graph.Objectives
open Rationale.Training

/// What classifier and regressor say themselves.
type internal TaskChoice =
    { ModelName: string
      Task: ModelTask
      Loss: TaskLoss
      Origin: Statement }

/// Makes a specification of the statements of a model, in the order of the generator's reader, so that both give the same.
module internal Assembly =
    /// What a statement computes from the rest of the model; its problems are those of the statement.
    let private compute owner (statement: Statement) (compute: unit -> 'Value) : 'Value =
        try
            compute ()
        with
        | MisfitException problem -> statement.Fail(owner, problem)
        | :? ShapeException as exception' -> statement.Fail(owner, Phrases.fromAttributes exception'.Message)

    let private select (choose: Content -> 'Value option) (statements: Statement list) =
        statements |> List.choose (fun statement -> choose statement.Content |> Option.map (fun value -> statement, value))

    /// Everything but layers and terms of one's own is said once.
    let private checkOnce owner (statements: Statement list) =
        let single =
            statements |> List.filter (fun statement -> match statement.Content with Layers _ | Input _ | Translator _ -> false | Terms { Order = BehindAttributes } -> false | _ -> true)

        for _, uses in single |> List.groupBy _.Name do
            match uses with
            | first :: second :: _ -> second.Fail(owner, $"{first.Name} has been said on line {first.Line} already; leave one of them out")
            | _ -> ()

        match select (function Schedule schedule -> Some schedule | _ -> None) statements with
        | (first, _) :: (second, _) :: _ -> second.Fail(owner, $"{first.Name} changes the learning rate already, and a model has one schedule; leave one of them out")
        | _ -> ()

    let private (|AnInput|_|) (statement: Statement) =
        match statement.Content with
        | Input(name, shape) -> Some(name, EquatableArray<int> shape)
        | _ -> None

    let private checkInputs owner (origin: Statement) (statements: Statement list) =
        let inputs = statements |> List.filter (function AnInput _ -> true | _ -> false)
        let joins = statements |> List.filter (fun statement -> statement.Content.IsJoin)

        match inputs, statements |> List.find (fun other -> match other.Content with Input _ | Join | Layers _ -> true | _ -> false) with
        | [], _ -> origin.Fail(owner, "it has no input; write the shape of an example first, as in input 784")
        | input :: _, ({ Content = Layers _ | Join } as before) -> input.Fail(owner, $"it must stand before the layers, but {before.Text} stands before it")
        | _ -> ()

        let isNamed = function AnInput(Some _, _) -> true | _ -> false

        match inputs, List.tryFindBack (isNamed >> not) inputs with
        | _ :: _ :: _, Some unnamed -> unnamed.Fail(owner, "it is one of several inputs, so that each needs a name, as in input(\"patient\", 5); name it, or leave it out")
        | _ -> ()

        for name, uses in inputs |> List.groupBy (function AnInput(name, _) -> name | _ -> None) do
            match name, uses with
            | Some name, first :: second :: _ -> second.Fail(owner, $"the input of line {first.Line} is named '{name}' too; give this one a name of its own")
            | _ -> ()

        match inputs, joins with
        | [ _ ], join :: _ -> join.Fail(owner, "the model has one input, which has nothing to be joined with; leave it out, or write another input before it, as in input(\"patient\", 5)")
        | _ :: _ :: _, [] -> (List.last inputs).Fail(owner, "it is one of several inputs, but no join says where what they give is set side by side; write join behind the layers of the last")
        | _, join :: _ ->
            match statements |> List.skipWhile (fun statement -> not (obj.ReferenceEquals(statement, join))) |> List.tryFind (function AnInput _ -> true | _ -> false) with
            | Some late -> join.Fail(owner, $"it stands before {late.Text}; write it behind the layers of the last input")
            | None -> ()
        | _ -> ()

    /// The inputs, each with layers of its own where there are several, and the layers behind them; each layer with the statement that it comes from.
    let private readInputs owner origin (statements: Statement list) =
        checkInputs owner origin statements
        let join = statements |> List.tryFind (fun statement -> statement.Content.IsJoin)
        let several = Option.isSome join

        let step (inputs: InputSteps list, last) (statement: Statement) =
            match statement, statement.Content, inputs with
            | AnInput(name, shape), _, _ -> { Statement = statement; Name = defaultArg name ModelInput.Features; Shape = shape; Steps = [] } :: inputs, last
            | _, Join, _ -> inputs, Some []
            | _, Layers layers, input :: others when several && Option.isNone last -> { input with Steps = input.Steps @ [ for layer in layers -> statement, layer ] } :: others, None
            | _, Layers layers, _ -> inputs, Some(defaultArg last [] @ [ for layer in layers -> statement, layer ])
            | _ -> inputs, last

        let inputs, layers = List.fold step ([], None) statements
        { Inputs = List.rev inputs; Join = join; Layers = defaultArg layers [] }

    /// A self-explaining network stands in the place of all layers.
    let private readLayers owner (task: ModelTask) (steps: ModelSteps) (statements: Statement list) =
        let strays = [ yield! steps.Inputs |> List.collect _.Steps; yield! steps.Layers ]

        match select (function Concepts(network, _) -> Some network | _ -> None) statements, strays with
        | [], _ -> steps
        | (statement, network) :: _, [] ->
            let joined = Walk.joined owner task steps
            { steps with Layers = [ statement, compute owner statement (fun () -> network task joined) ] }
        | (concepts, _) :: _, (stray, _) :: _ -> stray.Fail(owner, $"{concepts.Text} brings the layers of its own; give it this one in encoder, decoder or relevance")

    let private readTerms owner (task: ModelTask) (layers: Layer list) (statements: Statement list) =
        let sources = select (function Terms source -> Some source | Concepts(_, source) -> Some source | _ -> None) statements

        [ for statement, source in sources |> List.sortBy (fun (_, source) -> source.Order) do
              for term in compute owner statement (fun () -> source.Create task layers) do
                  for coefficient in term.Coefficients do
                      if not (coefficient.Allows coefficient.Value) then
                          for problem in Check.outside (Phrases.camelCase coefficient.Property) (Phrases.number coefficient.Value) coefficient.Range do
                              statement.Fail(owner, problem)

                  statement, term ]

    let private checkTerms owner (origin: Statement) (terms: (Statement * ObjectiveTerm) list) (model: ModelSpecification) =
        for _, twice in terms |> List.groupBy (fun (_, term) -> term.Name) do
            match twice with
            | _ :: (statement, term) :: _ -> statement.Fail(owner, $"the objective has another term named '{term.Name}'; give each a name of its own")
            | _ -> ()

        for statement, term in (origin, model.Objectives[0]) :: terms do
            match term.Problem model with
            | null -> ()
            | problem -> statement.Fail(owner, Phrases.fromAttributes problem)

    let private readTraining owner (task: ModelTask) (statements: Statement list) =
        let training = select (function Training training -> Some training | _ -> None) statements |> List.tryHead
        let schedule = select (function Schedule schedule -> Some schedule | _ -> None) statements |> List.tryHead
        let warmUp = select (function WarmUp warmUp -> Some warmUp | _ -> None) statements |> List.tryHead
        let defaults = training |> Option.map snd |> Option.defaultWith (fun () -> TrainingDefaults())

        let declared: LearningRateSchedule option =
            match schedule, warmUp with
            | None, None -> None
            | Some(_, schedule), None -> Some schedule
            | schedule, Some(_, warmUp) ->
                let schedule = schedule |> Option.map snd |> Option.defaultValue LearningRateSchedule.Constant
                Some(schedule.WithWarmUp(warmUp.Epochs, warmUp.Steps, warmUp.StartFactor))

        match declared with
        | None -> defaults
        | Some declared ->
            let ofSchedule = Option.orElse (Option.map fst warmUp) (Option.map fst schedule) |> Option.get

            match declared with
            | :? ReduceOnPlateauSchedule as plateau when not (MetricNames.Fits(plateau.Metric, task)) ->
                ofSchedule.Fail(owner, $"""metric is "{plateau.Metric}", but it must be one of {String.Join(", ", MetricNames.For task)}""")
            | _ -> ()

            match declared.Misfit defaults.Epochs with
            | null -> ()
            | misfit ->
                let statement = if misfit.StartsWith("the warm-up", StringComparison.Ordinal) then Option.get warmUp |> fst else ofSchedule
                statement.Fail(owner, misfit)

            TrainingDefaults(
                defaults.Epochs,
                defaults.BatchSize,
                defaults.Optimizer,
                defaults.LearningRate,
                defaults.Momentum,
                defaults.WeightDecay,
                defaults.ClipNorm,
                declared
            )

    let private readSmoothing owner (task: ModelTask) inputs (statements: Statement list) =
        select (function Smoothing create -> Some create | _ -> None) statements
        |> List.tryHead
        |> Option.map (fun (statement, create) ->
            if not (task :? ClassifierTask) then
                statement.Fail(owner, "votes are for classes, but this is a regressor; write classifier")

            compute owner statement (fun () -> create inputs))
        |> Option.toObj

    /// The translators with their names, in the order of the statements.
    let private readTranslators owner model statements =
        let translators = select (function Translator(name, create) -> Some(name, create) | _ -> None) statements

        for name, uses in translators |> List.groupBy (fun (_, (name, _)) -> name) do
            match uses with
            | (first, _) :: (second, _) :: _ ->
                second.Fail(owner, $"the translator of line {first.Line} has the name '{name}' too; give each another, as in counterfactual(3, 8, name = \"ThreeToEight\")")
            | _ -> ()

        [ for statement, (name, create) in translators -> name, compute owner statement (fun () -> create model) ]

    /// The declaration that the statements of a model make.
    let build (choice: TaskChoice) (statements: Statement list) =
        let owner = $"'{choice.ModelName}'"
        let origin = choice.Origin

        for statement in origin :: statements do
            for problem in statement.Problems do
                statement.Fail(owner, problem)

        checkOnce owner statements
        let steps = readLayers owner choice.Task (readInputs owner origin statements) statements
        Walk.check owner choice.Task origin steps
        let inputs, layers = steps.Inputs |> List.map _.Input, List.map snd steps.Layers
        let terms = readTerms owner choice.Task layers statements

        let objectives = EquatableArray<ObjectiveTerm>((choice.Loss :> ObjectiveTerm) :: List.map snd terms)
        let training = readTraining owner choice.Task statements
        let smoothing = readSmoothing owner choice.Task inputs statements
        let model = ModelSpecification(choice.ModelName, EquatableArray<ModelInput> inputs, EquatableArray<Layer> layers, choice.Task, objectives, training, smoothing)
        checkTerms owner origin terms model

        let translators = readTranslators owner model statements

        let advice = statements |> List.collect (fun statement -> statement.Advice |> List.map (fun advice -> Statement.Sentence owner advice statement))
        ModelDeclaration(model, translators, advice @ (if model.EndsInProbabilities then [] else Walk.advise owner choice.Task steps.Layers))
