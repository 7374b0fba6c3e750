namespace Rationale.Samples.FSharpDigits

open Rationale.Data
open Rationale.Randomness

/// <summary>The digits of one run, with their decoys.</summary>
type DecoySets =
    {
        /// <summary>Digits whose block gives the label away; the blocks are annotated.</summary>
        Train: Dataset
        /// <summary>Digits whose block says nothing.</summary>
        Test: Dataset
        /// <summary>Passes over the training digits.</summary>
        Epochs: int
    }

module DecoySets =
    let private paperEpochs = 64
    let private quickTrainExamples = 20_000
    let private quickTestExamples = 2_000

    /// <summary>Puts decoys on MNIST.</summary>
    /// <param name="quick">Whether a part of them is enough; the number of epochs stays, since the block is learned before the digits.</param>
    /// <param name="seed">Seed of the decoys.</param>
    /// <param name="digits">The digits.</param>
    let create quick (seed: uint64) (digits: MnistData) =
        let random = RandomSource seed
        let take count (data: Dataset) = if quick then data.Take count else data

        { Train = digits.Train |> take quickTrainExamples |> DecoyMnist.decorate Label (random.Fork(0UL).NextUInt64())
          Test = digits.Test |> take quickTestExamples |> DecoyMnist.decorate Random (random.Fork(1UL).NextUInt64())
          Epochs = paperEpochs }
