/// The models of Rationale.FSharp.Models, declared once more in F#.
module Rationale.FSharp.Tests.Declared

open System
open Rationale
open Rationale.FSharp
open Rationale.FSharp.Models

let private inner =
    block "Inner" {
        conv(2, 3, padding = 1)
        relu
    }

let private body =
    block "Body" {
        conv(4, 3, padding = 1)
        relu
        residual inner
        conv(4, 3, padding = 1)
    }

/// Each declaration beside the constructor of the class with the same attributes.
let models: (ModelDeclaration * (uint64 -> IModel)) list =
    [ regressor(1, name = "Activations", reduction = Reduction.Mean) {
          input 6
          dense 4
          relu
          dense(4, bias = false, initialization = Initialization.XavierUniform)
          leakyRelu
          leakyRelu 0.2
          dense 4
          elu
          elu 0.5
          gelu
          dense 4
          silu
          tanhActivation
          sigmoid
          softplus
          softmax
          dropout 0.25
          layerNorm
          layerNorm(epsilon = 1e-3)
          dense 1
          train(epochs = 3, batchSize = 8, learningRate = 0.01)
          cosineSchedule
          warmUp(steps = 2, startFactor = 0.1)
      },
      fun seed -> new Activations(seed)

      classifier(3, name = "Images") {
          input(8, 8, 1)
          conv(4, 3, stride = 1, padding = 1)
          batchNorm
          relu
          maxPool 2
          conv(4, 2, dilation = 2, padding = 1, groups = 2, bias = false, initialization = Initialization.KaimingNormal)
          batchNorm(momentum = 0.2, epsilon = 1e-4, frozen = true)
          instanceNorm
          convTranspose(3, 2, stride = 2)
          convTranspose(3, 2, stride = 2, padding = 1, outputPadding = 1, bias = false, initialization = Initialization.KaimingUniform)
          instanceNorm(epsilon = 1e-3, affine = true)
          averagePool(2, stride = 1, padding = 1)
          upsample 2
          upsample(1, kind = ResizeKind.Bilinear)
          adaptiveAveragePool(6, 6)
          resize(5, 5)
          resize(7, 6, kind = ResizeKind.Bilinear)
          adaptiveMaxPool(3, 3)
          maxPool(2, stride = 1)
          averagePool 2
          flatten
          dense 3
      },
      fun seed -> new Images(seed)

      classifier(1, name = "Stages") {
          input(6, 6, 2)
          residual(body, times = 2)
          globalAveragePool
          dense 1
          train(optimizer = OptimizerKind.Sgd, momentum = 0.9, clipNorm = 1.0)
          stepSchedule(epochs = 1, factor = 0.5)
      },
      fun seed -> new Stages(seed)

      classifier(2, name = "Tokens") {
          input 5
          embedding(7, 4)
          positionalEmbedding
          attention(2, causal = true, bias = false, initialization = Initialization.SmallNormal)
          lastAxisDense(4, bias = false, initialization = Initialization.KaimingUniform)
          attention 1
          lastAxisDense 3
          globalAveragePool
          dense 2
          explainConstraint(automaticRatio = 0.5, output = TargetOutput.Logit, targetClass = TargetClass.Labeled)
      },
      fun seed -> new Tokens(seed)

      regressor(2, name = "Reshaped", takesWeights = true) {
          input 12
          reshape(3, 4)
          permute(1, 0)
          flatten
          dense 2
          explainConstraint 0.5
          reduceOnPlateau(metric = "rSquared", factor = 0.5, patience = 2, minimumChange = 0.01, cooldown = 1, minFactor = 0.1)
      },
      fun seed -> new Reshaped(seed)

      classifier(10, name = "Digits") { input 784; dense 50; relu; dense 10; explainConstraint 1000.0 },
      fun seed -> new Digits(seed)

      classifier(3, name = "Constrained", reduction = Reduction.Mean, classWeights = [ 1.0; 2.0; 0.5 ]) {
          input 6
          dense(5, initialization = Initialization.SmallNormal)
          softplus
          dense 3
          weightPenalty(l2 = 1e-3, l1 = 1e-4)
          explainConstraint(10.0, norm = PenaltyNorm.L1, reduction = Reduction.Normalized)
          train(batchSize = 8, optimizer = OptimizerKind.AdamW, weightDecay = 0.1)
      },
      fun seed -> new Constrained(seed)

      classifier(3, name = "Autoencoder") {
          input 6

          selfExplaining(
              4,
              reduction = RobustnessReduction.BatchFrobenius,
              robustnessWeight = 0.1,
              reconstructionWeight = 0.5,
              sparsityWeight = 1e-3,
              encoder = layers { dense 5; tanhActivation; dense 4 },
              decoder = layers { dense 6 },
              relevance = layers { dense 12 }
          )
      },
      fun seed -> new Autoencoder(seed)

      classifier(2, name = "Chosen") {
          input 6

          selfExplaining(
              3,
              origin = ConceptOrigin.Chosen,
              features = [ 0; 2; 5 ],
              bias = false,
              aggregator = ConceptAggregator.PositiveAffine,
              output = TargetOutput.LogProbability,
              targetClass = TargetClass.Labeled,
              aggregation = layers { tanhActivation }
          )
      },
      fun seed -> new Chosen(seed)

      classifier(2, name = "UsualConcepts") { input(4, 4, 1); selfExplaining 3 },
      fun seed -> new UsualConcepts(seed)

      classifier(2, name = "IdentityConcepts") { input 6; selfExplaining(6, origin = ConceptOrigin.Identity) },
      fun seed -> new IdentityConcepts(seed)

      regressor(name = "Prior") {
          input 6
          dense 4
          softplus
          dense 1
          attributionPrior(2, weight = 0.5, preset = PriorPreset.Alzheimers, references = 2, norm = PenaltyNorm.L2, signed = true)
      },
      fun seed -> new Prior(seed)

      classifier(2, name = "HiddenPrior") {
          input 6
          dense 4
          softplus
          dense 2

          attributionPrior(
              2,
              attribution = AttributionKind.Gradient,
              hidden = [ 3 ],
              dropout = 0.1,
              learningRate = 0.01,
              output = TargetOutput.Probability,
              targetClass = TargetClass.Predicted
          )
      },
      fun seed -> new HiddenPrior(seed)

      classifier(2, name = "OwnPrior") {
          input 6
          dense 4
          softplus
          dense 2
          attributionPrior(2, index = 1, network = layers { dense 2; relu; dense 1 })
      },
      fun seed -> new OwnPrior(seed)

      classifier(2, name = "Attributed") {
          input(4, 4)
          flatten
          dense 4
          softplus
          dense 2
          sparseAttributions(0.3, measure = SparsityMeasure.L1, index = 0)
          graphAttributions(0.2, attribution = AttributionKind.LogGradient)
          smoothAttributions(0.1, attribution = AttributionKind.InputTimesGradient)
      },
      fun seed -> new Attributed(seed)

      classifier(2, name = "Patched") {
          input(4, 4, 1)
          flatten
          dense 4
          relu
          dense 2
          smoothed(0.25, quantization = 8, patch = 2, replacement = 0.5, seed = 7, output = SmoothedOutput.Averages, training = MaskedTraining.Bernoulli)
      },
      fun seed -> new Patched(seed)

      classifier(2, name = "Grouped") {
          input 4
          dense 2
          softmax
          smoothed(0.5, quantization = 4, groups = [ 0; 0; 1; 1 ], baseOutput = BaseOutput.Probabilities, training = MaskedTraining.None)
      },
      fun seed -> new Grouped(seed)

      classifier(2, name = "Voted") { input 4; dense 2; smoothed 0.25 },
      fun seed -> new Voted(seed)

      classifier(3, name = "Translated") {
          input(8, 8, 1)
          flatten
          dense 3

          counterfactual(
              0,
              2,
              minimum = -1.0,
              maximum = 2.0,
              cycleWeight = 5.0,
              identityWeight = 0.1,
              classifierWeight = 0.5,
              epochs = 2,
              decayEpochs = 1,
              batchSize = 4,
              learningRate = 1e-3,
              poolSize = 3,
              generator = layers { conv(2, 3, padding = 1); tanhActivation; conv(1, 3, padding = 1); tanhActivation },
              discriminator = layers { conv(2, 3, padding = 1); leakyRelu 0.2; conv(1, 3, padding = 1) }
          )
      },
      fun seed -> new Translated(seed)

      classifier(3, name = "TranslatedAll") { input(8, 8, 1); flatten; dense 3; counterfactual },
      fun seed -> new TranslatedAll(seed)

      classifier(3, name = "TranslatedTwice") { input(8, 8, 1); flatten; dense 3; counterfactual(0, 1, name = "ZeroToOne"); counterfactual(name = "Star", maximum = 2.0) },
      fun seed -> new TranslatedTwice(seed)

      classifier(2, name = "Scans") {
          input("image", 4, 4, 1)
          conv(2, 3)
          tanhActivation
          flatten
          input("patient", 3)
          join
          dense 4
          relu
          dense 2
          explainConstraint(10.0, onInputs = [ "patient" ])
          smoothed(0.25, quantization = 8, patch = 2, input = "image")
      },
      fun seed -> new Scans(seed)

      classifier(2, name = "Pairs") { input("left", 2); input("right", 3); join; selfExplaining(3, onInputs = [ "right" ]) },
      fun seed -> new Pairs(seed)

      regressor(2, name = "Added") {
          input("text", 5)
          embedding(7, 2)
          flatten
          dense 1
          input("numbers", 3)
          dense 1
          join
          explainConstraint 10.0
      },
      fun seed -> new Added(seed)

      classifier(2, name = "Named") { input("flower", 4); dense 2 },
      fun seed -> new Named(seed) ]

let names = models |> List.map (fun (declaration, _) -> declaration.Name)

let find name = models |> List.find (fun (declaration, _) -> String.Equals(declaration.Name, name, StringComparison.Ordinal))
