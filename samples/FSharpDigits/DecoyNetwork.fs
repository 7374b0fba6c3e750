namespace Rationale.Samples.FSharpDigits

open System
open System.Threading
open Rationale
open Rationale.Data
open Rationale.FSharp
open Rationale.Training

/// <summary>The paper's network, how it is trained, and how far it reads the block instead of the digit.</summary>
module DecoyNetwork =
    /// <summary>Sums over the batch, small normal parameters, and a penalty on gradients where the data say that they should not matter.</summary>
    let declaration =
        classifier(10, name = "DecoyDigitsModel") {
            input 784
            dense(50, initialization = Initialization.SmallNormal)
            relu
            dense(30, initialization = Initialization.SmallNormal)
            relu
            dense(10, initialization = Initialization.SmallNormal)
            explainConstraint 1000.0
            weightPenalty(l2 = 1e-4)
            train(epochs = 64, batchSize = 256)
        }

    /// <summary>Trains a network as the paper does: the same contiguous batches in every epoch.</summary>
    /// <param name="sets">The digits.</param>
    /// <param name="weight">λ₁; zero leaves it unconstrained.</param>
    /// <param name="seed">Seed of the initial parameters.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="progress">Told about progress.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    let train (sets: DecoySets) (weight: float) (seed: uint64) (device: Device) (progress: IProgress<TrainingProgress>) (cancellationToken: CancellationToken) =
        task {
            let model = declaration.Create(seed = seed)
            let options = TrainingOptions(Epochs = sets.Epochs, ExplanationWeight = weight, Shuffle = false, Device = device)
            let! result = model.TrainAsync(sets.Train, options, progress, cancellationToken)
            return model, result
        }

    /// <summary>The part of digits whose prediction depends on the shade of their block: with nothing else changed, two of the ten shades get different predictions.</summary>
    /// <param name="examples">How many digits to look at, from the first.</param>
    /// <param name="decoys">Digits with blocks.</param>
    /// <param name="model">The network.</param>
    let changedByDecoy examples (decoys: Dataset) (model: IModel) =
        let some = decoys.Take examples
        let images, masks = some.Features.ToArray(), (nonNull some.AnnotationMask).ToArray()

        let predictions =
            [ for step in 0..9 do
                  let shaded = Array.map2 (fun pixel mask -> if mask > 0.0f then float32 (DecoyMnist.shade step) else pixel) images masks
                  model.Predict(FeatureMatrix.FromArray(shaded, DecoyMnist.pixels)) ]

        let changes example = predictions |> List.map _.ClassOf(example) |> List.distinct |> List.length > 1
        Seq.init some.Count id |> Seq.averageBy (fun example -> if changes example then 1.0 else 0.0)
