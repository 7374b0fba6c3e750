namespace Rationale.Samples.FSharpDigits

open System
open Rationale.Data
open Rationale.Randomness

/// <summary>What the shade of a decoy, 255 − 25 · step, depends on.</summary>
type DecoyShade =
    /// <summary>The step is the label: the training set, where the block gives the label away.</summary>
    | Label
    /// <summary>The step is uniform on 0..9, whatever the label: the test set.</summary>
    | Random

/// <summary>
/// Decoy MNIST (Ross 2017, section 5.2): a gray 4 × 4 block in a random corner of each digit. In training its shade gives the label away; in the test it is random, so a network that read the block fails.
/// The blocks are those of samples/DecoyDigits, drawn in the same order.
/// </summary>
module DecoyMnist =
    /// <summary>Side of an image in pixels.</summary>
    [<Literal>]
    let Side = 28

    /// <summary>Side of the block in pixels.</summary>
    [<Literal>]
    let BlockSide = 4

    /// <summary>Pixels of an image.</summary>
    let pixels = Side * Side

    /// <summary>The shade of a block.</summary>
    /// <param name="step">0 for the lightest to 9 for the darkest.</param>
    let shade step = byte (255 - 25 * step)

    /// <summary>Puts a block on a copy of each image, and annotates it.</summary>
    /// <param name="kind">What the shade of a block depends on.</param>
    /// <param name="seed">Seed of corners and random shades.</param>
    /// <param name="digits">Images of 784 pixels, 0..255, with labels 0..9.</param>
    let decorate kind (seed: uint64) (digits: Dataset) =
        if digits.Features.Width <> pixels then
            invalidArg (nameof digits) $"The images have {digits.Features.Width} pixels, but digits have {pixels}."

        let random = RandomSource seed
        let labels = digits.Labels.ToArray()
        let images = digits.Features.ToArray() |> Array.map byte
        let masks = Array.zeroCreate<byte> images.Length
        let corner () = if random.NextInt32 2 = 0 then 0 else Side - BlockSide

        for example in 0 .. digits.Count - 1 do
            let top = corner ()
            let left = corner ()

            let step =
                match kind with
                | Label -> labels[example]
                | Random -> random.NextInt32 10

            for row in top .. top + BlockSide - 1 do
                let first = example * pixels + row * Side + left
                Array.fill images first BlockSide (shade step)
                Array.fill masks first BlockSide 1uy

        digits.WithFeatures(FeatureMatrix.FromBytes(images, pixels)).WithAnnotationMask(FeatureMatrix.FromBytes(masks, pixels))
