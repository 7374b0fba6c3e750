/// What is wrong with a declaration is one sentence that names the operation, its values and the way out; the way out works.
module Rationale.FSharp.Tests.RefusalTests

open System
open Rationale
open Rationale.FSharp
open Rationale.Graph.Models
open Rationale.Graph.Objectives
open Xunit

type private Refusal =
    { Sentence: string
      Wrong: unit -> ModelDeclaration
      Right: unit -> ModelDeclaration }

let private refusal sentence wrong right = { Sentence = sentence; Wrong = wrong; Right = right }

let private refusals =
    [ refusal
          "dense(0) of 'Model': units is 0, but it must be at least 1."
          (fun () -> classifier 2 { input 4; dense 0; dense 2 })
          (fun () -> classifier 2 { input 4; dense 1; dense 2 })
      refusal
          "dense(10) of 'Model': it takes examples of one dimension but gets examples of shape 28×28×1; add flatten before it."
          (fun () -> classifier 10 { input(28, 28, 1); dense 10 })
          (fun () -> classifier 10 { input(28, 28, 1); flatten; dense 10 })
      refusal
          "conv(3, 3) of 'Model': it takes images of height×width×channels but gets examples of shape 784; write input(height, width, channels)."
          (fun () -> classifier 10 { input 784; conv(3, 3); flatten; dense 10 })
          (fun () -> classifier 10 { input(28, 28, 1); conv(3, 3); flatten; dense 10 })
      refusal
          "dense(7) of 'Model': the last layer gives examples of shape 7, but classifier(10) needs 10; write dense 10."
          (fun () -> classifier 10 { input 784; dense 7 })
          (fun () -> classifier 10 { input 784; dense 10 })
      refusal
          "flatten of 'Model': the last layer gives examples of shape 6, but regressor(1) needs 1; add dense 1 after it."
          (fun () -> regressor 1 { input(3, 4); lastAxisDense 2; flatten })
          (fun () -> regressor 1 { input(3, 4); lastAxisDense 2; flatten; dense 1 })
      refusal
          "classifier(10) of 'Model': it has no input; write the shape of an example first, as in input 784."
          (fun () -> classifier 10 { dense 10 })
          (fun () -> classifier 10 { input 784; dense 10 })
      refusal
          "input(784) of 'Model': it must stand before the layers, but dense(10) stands before it."
          (fun () -> classifier 10 { dense 10; input 784 })
          (fun () -> classifier 10 { input 784; dense 10 })
      refusal
          "input(5) of 'Model': it is one of several inputs, so that each needs a name, as in input(\"patient\", 5); name it, or leave it out."
          (fun () -> classifier 2 { input("image", 4); input 5; join; dense 2 })
          (fun () -> classifier 2 { input("image", 4); input("patient", 5); join; dense 2 })
      refusal
          "input(\"1st\", 4) of 'Model': its name is '1st', but names of inputs are letters, digits and underscores, and begin with a letter."
          (fun () -> classifier 2 { input("1st", 4); dense 2 })
          (fun () -> classifier 2 { input("first", 4); dense 2 })
      refusal
          "input(\"patient\", 5) of 'Model': it is one of several inputs, but no join says where what they give is set side by side; write join behind the layers of the last."
          (fun () -> classifier 2 { input("image", 4); input("patient", 5); dense 2 })
          (fun () -> classifier 2 { input("image", 4); input("patient", 5); join; dense 2 })
      refusal
          "join of 'Model': the model has one input, which has nothing to be joined with; leave it out, or write another input before it, as in input(\"patient\", 5)."
          (fun () -> classifier 2 { input 4; join; dense 2 })
          (fun () -> classifier 2 { input 4; dense 2 })
      refusal
          "join of 'Model': it stands before input(\"patient\", 5); write it behind the layers of the last input."
          (fun () -> classifier 2 { input("image", 4); join; input("patient", 5); dense 2 })
          (fun () -> classifier 2 { input("image", 4); input("patient", 5); join; dense 2 })
      refusal
          "join of 'Model': the inputs give 2×2 of 'image' and 5 of 'patient', which cannot stand side by side along the last axis; end the layers of each input with flatten."
          (fun () -> classifier 2 { input("image", 2, 2); input("patient", 5); join; dense 2 })
          (fun () -> classifier 2 { input("image", 2, 2); flatten; input("patient", 5); join; dense 2 })
      refusal
          "join of 'Model': the inputs give 4 side by side, but classifier(2) needs 2; add dense 2 after it."
          (fun () -> classifier 2 { input("image", 4); dense 2; input("patient", 5); dense 2; join })
          (fun () -> classifier 2 { input("image", 4); dense 2; input("patient", 5); dense 2; join; dense 2 })
      refusal
          "smoothed(0.25) of 'Model': input is 'text', but the model has 'image' and 'patient'; name one of those."
          (fun () -> classifier 2 { input("image", 4); input("patient", 5); join; dense 2; smoothed(0.25, input = "text") })
          (fun () -> classifier 2 { input("image", 4); input("patient", 5); join; dense 2; smoothed(0.25, input = "patient") })
      refusal
          "explainConstraint of 'Model': The term 'explanation' of 'Model' is for the input 'text', but the model has 'image' and 'patient'; name one of those."
          (fun () -> classifier 2 { input("image", 4); input("patient", 5); join; dense 2; explainConstraint(onInputs = [ "text" ]) })
          (fun () -> classifier 2 { input("image", 4); input("patient", 5); join; dense 2; explainConstraint(onInputs = [ "image" ]) })
      refusal
          "dense(3) of 'Model': selfExplaining(3) brings the layers of its own; give it this one in encoder, decoder or relevance."
          (fun () -> classifier 2 { input("image", 4); dense 3; input("patient", 5); join; selfExplaining 3 })
          (fun () -> classifier 2 { input("image", 4); input("patient", 5); join; selfExplaining 3 })
      refusal
          "counterfactual(0, 1) of 'Model': a translator makes images; write input(height, width, channels)."
          (fun () -> classifier 2 { input("image", 8, 8, 1); flatten; input("patient", 5); join; dense 2; counterfactual(0, 1) })
          (fun () -> classifier 2 { input(8, 8, 1); flatten; dense 2; counterfactual(0, 1) })
      refusal
          "input of 'Model': shape has no dimension, but it needs at least one."
          (fun () -> classifier 10 { input(); dense 10 })
          (fun () -> classifier 10 { input 784; dense 10 })
      refusal
          "classifier(10) of 'Model': it has no layers; end them with dense 10."
          (fun () -> classifier 10 { input 784 })
          (fun () -> classifier 10 { input 784; dense 10 })
      refusal
          "classifier(0) of 'Model': classes is 0, but it must be at least 1."
          (fun () -> classifier 0 { input 784; dense 1 })
          (fun () -> classifier 1 { input 784; dense 1 })
      refusal
          "classifier(2) of 'Cats': classWeights do not fit: there are 1 weights for 2 classes."
          (fun () -> classifier(2, name = "Cats", classWeights = [ 1.0 ]) { input 4; dense 2 })
          (fun () -> classifier(2, name = "Cats", classWeights = [ 1.0; 2.0 ]) { input 4; dense 2 })
      refusal
          "flatten of 'Model': no layer of the model has parameters, so there is nothing to train; add dense 4."
          (fun () -> classifier 4 { input(2, 2); flatten })
          (fun () -> classifier 4 { input(2, 2); flatten; dense 4 })
      refusal
          "embedding(5, 2) of 'Model': it must stand right after input: what other layers give are no token ids."
          (fun () -> classifier 2 { input 4; relu; embedding(5, 2); flatten; dense 2 })
          (fun () -> classifier 2 { input 4; embedding(5, 2); relu; flatten; dense 2 })
      refusal
          "dropout(1) of 'Model': rate is 1, but it must be at least 0 and below 1."
          (fun () -> classifier 2 { input 4; dropout 1.0; dense 2 })
          (fun () -> classifier 2 { input 4; dropout 0.9; dense 2 })
      refusal
          "batchNorm of 'Model': momentum is 0, but it must be above 0 and at most 1."
          (fun () -> classifier 2 { input 4; batchNorm(momentum = 0.0); dense 2 })
          (fun () -> classifier 2 { input 4; batchNorm(momentum = 1.0); dense 2 })
      refusal
          "layerNorm of 'Model': epsilon is 1E-60, but it must be finite and above 0 in single precision."
          (fun () -> classifier 2 { input 4; layerNorm(epsilon = 1e-60); dense 2 })
          (fun () -> classifier 2 { input 4; layerNorm(epsilon = 1e-6); dense 2 })
      refusal
          "elu(NaN) of 'Model': alpha is NaN, but it must be finite."
          (fun () -> classifier 2 { input 4; elu nan; dense 2 })
          (fun () -> classifier 2 { input 4; elu 1.0; dense 2 })
      refusal
          "dense(2) of 'Model': initialization is 42, but it must be one of PyTorchDefault, XavierUniform, KaimingNormal, SmallNormal, KaimingUniform."
          (fun () -> classifier 2 { input 4; dense(2, initialization = enum 42) })
          (fun () -> classifier 2 { input 4; dense(2, initialization = Initialization.KaimingNormal) })
      refusal
          "residual(Wide) of 'Model': it cannot lead 4 around a block that gives 5; the way around can change the channels of an image, and divide height and width by one number."
          (fun () -> classifier 2 { input 4; residual (block "Wide" { dense 5 }); dense 2 })
          (fun () -> classifier 2 { input 4; residual (block "Wide" { dense 4 }); dense 2 })
      refusal
          "residual(Empty) of 'Model': block 'Empty' has no layers; give it some."
          (fun () -> classifier 2 { input 4; residual (block "Empty" { () }); dense 2 })
          (fun () -> classifier 2 { input 4; residual (block "Empty" { relu }); dense 2 })
      refusal
          "explainConstraint(-1) of 'Model': weight is -1, but it must be a finite number of 0 or more."
          (fun () -> classifier 2 { input 4; dense 2; explainConstraint -1.0 })
          (fun () -> classifier 2 { input 4; dense 2; explainConstraint 1.0 })
      refusal
          "explainConstraint(1) of 'Model': weight is 1 and automaticRatio 2, but the ratio chooses the weight; leave one of them out."
          (fun () -> classifier 2 { input 4; dense 2; explainConstraint(1.0, automaticRatio = 2.0) })
          (fun () -> classifier 2 { input 4; dense 2; explainConstraint(automaticRatio = 2.0) })
      refusal
          "explainConstraint of 'Model': The attribution target of 'Model' is the probability summed over all classes, which is always 1; take the logit or the log-probability."
          (fun () -> classifier 2 { input 4; dense 2; explainConstraint(output = TargetOutput.Probability) })
          (fun () -> classifier 2 { input 4; dense 2; explainConstraint(output = TargetOutput.Logit) })
      refusal
          "explainConstraint of 'Model': The attribution target of 'Model' is the probability summed over all classes, which is always 1; take the logit or the log-probability."
          (fun () -> regressor 1 { input 4; dense 1; explainConstraint(output = TargetOutput.Probability) })
          (fun () -> regressor 1 { input 4; dense 1; explainConstraint })
      refusal
          "weightPenalty of 'Model': l1 is Infinity, but it must be a finite number of 0 or more."
          (fun () -> classifier 2 { input 4; dense 2; weightPenalty(l1 = infinity) })
          (fun () -> classifier 2 { input 4; dense 2; weightPenalty(l1 = 1.0) })
      refusal
          "term(weights) of 'Model': the objective has another term named 'weights'; give each a name of its own."
          (fun () -> classifier 2 { input 4; dense 2; weightPenalty(l2 = 1.0); term (WeightPenalty(1.0, 0.0)) })
          (fun () -> classifier 2 { input 4; dense 2; term (WeightPenalty(1.0, 0.0)) })
      refusal
          "smoothed(0.3) of 'Model': keep is 0.3, but it must be a multiple of 1/64 above 0 and at most 1; the nearest that work are 0.296875 and 0.3125."
          (fun () -> classifier 2 { input 4; dense 2; smoothed 0.3 })
          (fun () -> classifier 2 { input 4; dense 2; smoothed 0.3125 })
      refusal
          "smoothed(0.25) of 'Model': votes are for classes, but this is a regressor; write classifier."
          (fun () -> regressor 1 { input 4; dense 1; smoothed 0.25 })
          (fun () -> classifier 1 { input 4; dense 1; smoothed 0.25 })
      refusal
          "smoothed(0.25) of 'Model': patch and groups are both given, and one of them is enough."
          (fun () -> classifier 2 { input(2, 2, 1); flatten; dense 2; smoothed(0.25, patch = 2, groups = [ 0; 0; 1; 1 ]) })
          (fun () -> classifier 2 { input(2, 2, 1); flatten; dense 2; smoothed(0.25, patch = 2) })
      refusal
          "smoothed(0.25) of 'Model': group 1 has no features, but group 2 has; number the groups from 0 without gaps."
          (fun () -> classifier 2 { input 3; dense 2; smoothed(0.25, groups = [ 0; 0; 2 ]) })
          (fun () -> classifier 2 { input 3; dense 2; smoothed(0.25, groups = [ 0; 0; 1 ]) })
      refusal
          "train of 'Model': epochs is 0, but it must be at least 1."
          (fun () -> classifier 2 { input 4; dense 2; train(epochs = 0) })
          (fun () -> classifier 2 { input 4; dense 2; train(epochs = 1) })
      refusal
          "stepSchedule of 'Model': cosineSchedule changes the learning rate already, and a model has one schedule; leave one of them out."
          (fun () -> classifier 2 { input 4; dense 2; cosineSchedule; stepSchedule(epochs = 3) })
          (fun () -> classifier 2 { input 4; dense 2; stepSchedule(epochs = 3) })
      refusal
          "stepSchedule of 'Model': epochs is 0, but it must be at least 1, unless steps is set in its place."
          (fun () -> classifier 2 { input 4; dense 2; stepSchedule })
          (fun () -> classifier 2 { input 4; dense 2; stepSchedule(steps = 3) })
      refusal
          "warmUp of 'Model': the warm-up ends after 10 epochs, but the training has only 10."
          (fun () -> classifier 2 { input 4; dense 2; warmUp(epochs = 10); cosineSchedule })
          (fun () -> classifier 2 { input 4; dense 2; warmUp(epochs = 9); cosineSchedule })
      refusal
          "cosineSchedule of 'Model': the schedule ends after 5 epochs, but the training has 10."
          (fun () -> classifier 2 { input 4; dense 2; cosineSchedule(epochs = 5) })
          (fun () -> classifier 2 { input 4; dense 2; cosineSchedule(epochs = 5); train(epochs = 5) })
      refusal
          "reduceOnPlateau of 'Model': metric is \"accuracy\", but it must be one of loss, meanSquaredError, meanAbsoluteError, rSquared."
          (fun () -> regressor 1 { input 4; dense 1; reduceOnPlateau(metric = "accuracy") })
          (fun () -> regressor 1 { input 4; dense 1; reduceOnPlateau(metric = "rSquared") })
      refusal
          "sparseAttributions of 'Model': the regressor has 2 outputs, so say which is attributed, index = 0 to 1, or targetClass = TargetClass.All for their sum."
          (fun () -> regressor 2 { input 4; dense 2; sparseAttributions 1.0 })
          (fun () -> regressor 2 { input 4; dense 2; sparseAttributions(1.0, index = 1) })
      refusal
          "smoothAttributions of 'Model': it needs images, input(height, width) or input(height, width, channels), but its input is 784; use graphAttributions for features that are no grid."
          (fun () -> classifier 10 { input 784; dense 10; smoothAttributions })
          (fun () -> classifier 10 { input 784; dense 10; graphAttributions })
      refusal
          "attributionPrior(4) of 'Model': The prior network of 'Model' gives 3 for each feature, but it must give one number by a trained layer; end it with dense(1)."
          (fun () -> classifier 2 { input 4; dense 2; attributionPrior(4, network = layers { dense 3 }) })
          (fun () -> classifier 2 { input 4; dense 2; attributionPrior(4, network = layers { dense 3; dense 1 }) })
      refusal
          "dense(2) of 'Model': selfExplaining(5) brings the layers of its own; give it this one in encoder, decoder or relevance."
          (fun () -> classifier 2 { input 4; dense 2; selfExplaining 5 })
          (fun () -> classifier 2 { input 4; selfExplaining 5 })
      refusal
          "selfExplaining(5) of 'Model': a self-explaining model needs classes, but this is a regressor; write classifier."
          (fun () -> regressor 1 { input 4; selfExplaining 5 })
          (fun () -> classifier 1 { input 4; selfExplaining 5 })
      refusal
          "selfExplaining(5) of 'Model': concepts is 5, but the example has 4 features, each of which is one."
          (fun () -> classifier 2 { input 4; selfExplaining(5, origin = ConceptOrigin.Identity) })
          (fun () -> classifier 2 { input 4; selfExplaining(4, origin = ConceptOrigin.Identity) })
      refusal
          "selfExplaining(2) of 'Model': features must name 2 features of 0 to 3, one for each concept, but names [0; 4]."
          (fun () -> classifier 2 { input 4; selfExplaining(2, origin = ConceptOrigin.Chosen, features = [ 0; 4 ]) })
          (fun () -> classifier 2 { input 4; selfExplaining(2, origin = ConceptOrigin.Chosen, features = [ 0; 3 ]) })
      refusal
          "selfExplaining(3) of 'Model': concepts is 3, but the encoder gives 2 numbers; end it with dense(3)."
          (fun () -> classifier 2 { input 4; selfExplaining(3, encoder = layers { dense 2 }) })
          (fun () -> classifier 2 { input 4; selfExplaining(3, encoder = layers { dense 3 }) })
      refusal
          "selfExplaining(3) of 'Model': aggregation has Dense, but contributions must stay apart until they are added; use activations only."
          (fun () -> classifier 2 { input 4; selfExplaining(3, aggregation = layers { dense 2 }) })
          (fun () -> classifier 2 { input 4; selfExplaining(3, aggregation = layers { softplus }) })
      refusal
          "counterfactual(0, 1) of 'Model': a translator makes images; write input(height, width, channels)."
          (fun () -> classifier 2 { input 16; dense 2; counterfactual(0, 1) })
          (fun () -> classifier 2 { input(8, 8, 1); flatten; dense 2; counterfactual(0, 1) })
      refusal
          "counterfactual(0) of 'Model': it has one class, but a translator leads from one to another; give both, or none for all classes."
          (fun () -> classifier 2 { input(8, 8, 1); flatten; dense 2; counterfactual 0 })
          (fun () -> classifier 2 { input(8, 8, 1); flatten; dense 2; counterfactual })
      refusal
          "counterfactual(0, 2) of 'Model': 'Model 0-2' translates between the classes 0 and 2, but they must be two different ones from 0 to 1."
          (fun () -> classifier 2 { input(8, 8, 1); flatten; dense 2; counterfactual(0, 2) })
          (fun () -> classifier 2 { input(8, 8, 1); flatten; dense 2; counterfactual(0, 1) }) ]

let sentences: TheoryData<int> = TheoryData<int>(Seq.init refusals.Length id)

[<Theory; MemberData("sentences")>]
let ``What is wrong is one sentence, and its advice works`` index =
    let refusal = refusals[index]
    let refused = Assert.Throws<DeclarationException>(fun () -> refusal.Wrong() |> ignore)
    let place = $"RefusalTests.fs({refused.Line}): "
    Assert.Equal(place + refusal.Sentence, refused.Message)
    Assert.StartsWith(refused.Operation, refusal.Sentence, StringComparison.Ordinal)
    Assert.EndsWith("RefusalTests.fs", refused.File, StringComparison.Ordinal)
    Assert.True(refused.Line > 0)
    use model = refusal.Right().Create()
    Assert.NotEqual(0, model.Parameters.Length)

[<Fact>]
let ``What is probably not meant is advised against`` () =
    let advice (declaration: ModelDeclaration) = declaration.Advice |> List.map (fun sentence -> sentence[sentence.IndexOf(": ", StringComparison.Ordinal) + 2 ..])

    Assert.Empty(advice (classifier 2 { input 4; dense 2; explainConstraint; smoothed 0.5 }))
    Assert.Empty(advice (classifier 2 { input 4; dense 2; softmax; smoothed(0.5, baseOutput = BaseOutput.Probabilities) }))
    Assert.Equal<string list>([ "softmax of 'Model': it stands behind the last layer, but classifier(2) takes raw logits; leave it out." ], advice (classifier 2 { input 4; dense 2; softmax }))

    Assert.Equal<string list>(
        [ "explainConstraint(0) of 'Model': weight is 0, so that it has no effect."
          "weightPenalty of 'Model': l1 and l2 are 0, so that it has no effect."
          "sparseAttributions of 'Model': weight is 0, so that it has no effect."
          "smoothed(0.75) of 'Model': keep is 0.75, with which no radius reaches 1, so that nothing can be certified; use at most 0.5."
          "train of 'Model': momentum is given, but Adam ignores it; use OptimizerKind.Sgd, or leave it out."
          "relu of 'Model': it stands behind the last layer, but classifier(2) takes raw logits; leave it out." ],
        advice (
            classifier 2 {
                input 4
                dense 2
                relu
                explainConstraint 0.0
                weightPenalty
                sparseAttributions 0.0
                smoothed 0.75
                train(momentum = 0.9)
            }
        )
    )

[<Fact>]
let ``A model without a translator makes none`` () =
    let declaration = classifier 2 { input 4; dense 2 }
    let refused = Assert.Throws<InvalidOperationException>(fun () -> declaration.CreateTranslator() |> ignore)
    Assert.Equal("'Model' declares no translator; write counterfactual(0, 1), or counterfactual() for all classes, in its declaration.", refused.Message)

[<Fact>]
let ``Two translators have two names`` () =
    let refused = Assert.Throws<DeclarationException>(fun () -> classifier 2 { input(8, 8, 1); flatten; dense 2; counterfactual(0, 1); counterfactual } |> ignore)
    Assert.Contains("counterfactual of 'Model': the translator of line ", refused.Message, StringComparison.Ordinal)
    Assert.EndsWith(" has the name 'Translator' too; give each another, as in counterfactual(3, 8, name = \"ThreeToEight\").", refused.Message, StringComparison.Ordinal)
    Assert.Equal(2, (classifier 2 { input(8, 8, 1); flatten; dense 2; counterfactual(0, 1); counterfactual(name = "Star") }).Translators.Count)

[<Fact>]
let ``A translator of another name is not there`` () =
    let declaration = classifier 2 { input(8, 8, 1); flatten; dense 2; counterfactual(0, 1, name = "There"); counterfactual(name = "Star") }
    let refused = Assert.Throws<InvalidOperationException>(fun () -> declaration.CreateTranslator() |> ignore)
    Assert.Equal("'Model' declares no translator of the name 'Translator'; those are There, Star.", refused.Message)
    use translator = declaration.CreateTranslator(name = "Star")
    Assert.Equal("Model Star", translator.Name)

[<Fact>]
let ``Two inputs have two names`` () =
    let refused = Assert.Throws<DeclarationException>(fun () -> classifier 2 { input("image", 4); input("image", 5); join; dense 2 } |> ignore)
    Assert.Contains("input(\"image\", 5) of 'Model': the input of line ", refused.Message, StringComparison.Ordinal)
    Assert.EndsWith(" is named 'image' too; give this one a name of its own.", refused.Message, StringComparison.Ordinal)
