namespace Rationale.FSharp

open System
open System.Threading
open Rationale.Attribution
open Rationale.Baselines
open Rationale.Counterfactuals
open Rationale.Data
open Rationale.Models
open Rationale.Smoothing
open Rationale.Storage
open Rationale.Training

/// <summary>
/// Overloads that take arrays where the C# member takes a span: F# converts an array to a span only where its type is known already, which that of a literal, or of <c>Array.create</c>, is not.
/// </summary>
[<AutoOpen>]
module ArrayExtensions =
    type Baseline with

        /// <summary>One example for all: an average, a neutral image.</summary>
        static member Example(row: float32[]) = Baseline.Example(ReadOnlySpan row)

    type FeatureGroups with

        /// <summary>The group of each feature, numbered from 0 without gaps.</summary>
        static member FromAssignment(groupOf: int[]) = FeatureGroups.FromAssignment(ReadOnlySpan groupOf)

    type Ranking with

        /// <summary>Numbers of the scores from the largest to the smallest; equal ones in their own order.</summary>
        static member Order(scores: float32[], ?absolute: bool) = Ranking.Order(ReadOnlySpan scores, defaultArg absolute false)

        /// <summary>A mask of the largest scores.</summary>
        static member Top(scores: float32[], count: int, ?absolute: bool) = Ranking.Top(ReadOnlySpan scores, count, defaultArg absolute false)

        /// <summary>A mask of a share of the largest scores.</summary>
        static member TopFraction(scores: float32[], fraction: float, ?absolute: bool) = Ranking.TopFraction(ReadOnlySpan scores, fraction, defaultArg absolute false)

    type Lasso with

        /// <summary>The prediction for one example.</summary>
        member lasso.Predict(features: float32[]) = lasso.Predict(ReadOnlySpan features)

    type AttributionMask with

        /// <summary>The mask of the scores of an image that are at least a threshold.</summary>
        static member Create(scores: float32[], imageShape: int list, threshold: float, ?options: MaskOptions) =
            AttributionMask.Create(ReadOnlySpan scores, imageShape, threshold, Option.toObj options)

        /// <summary>The real image with the pixels of the mask taken from the counterfactual one.</summary>
        member mask.Mix(real: float32[], counterfactual: float32[]) = mask.Mix(ReadOnlySpan real, ReadOnlySpan counterfactual)

    type CounterfactualPairs with

        /// <summary>Some of the pairs, in the order asked for.</summary>
        member pairs.Select(indices: int[]) = pairs.Select(ReadOnlySpan indices)

    type Dataset with

        /// <summary>Labeled examples.</summary>
        static member ForClassification(features: FeatureMatrix, labels: int[], ?classes: int) =
            Dataset.ForClassification(features, ReadOnlySpan labels, defaultArg classes 0)

        /// <summary>Some of the examples, in the order asked for.</summary>
        member data.Select(rows: int[]) = data.Select(ReadOnlySpan rows)

        /// <summary>The same examples with a weight for each in the task loss.</summary>
        member data.WithExampleWeights(weights: float32[]) = data.WithExampleWeights(ReadOnlySpan weights)

        /// <summary>The same examples with other labels.</summary>
        member data.WithLabels(labels: int[], ?classes: int) = data.WithLabels(ReadOnlySpan labels, defaultArg classes 0)

    type FeatureMatrix with

        /// <summary>One row, several times.</summary>
        static member Repeat(row: float32[], count: int) = FeatureMatrix.Repeat(ReadOnlySpan row, count)

        /// <summary>Some of the rows, in the order asked for.</summary>
        member matrix.Select(rows: int[]) = matrix.Select(ReadOnlySpan rows)

    type RawColumn with

        /// <summary>A column of numbers.</summary>
        static member FromNumbers(name: string, values: float[]) = RawColumn.FromNumbers(name, ReadOnlySpan values)

    type ClassWeights with

        /// <summary>A weight for each class.</summary>
        static member Create(weights: float list) = ClassWeights.Create(ReadOnlySpan(Array.ofList weights))

    type ModelParameters with

        /// <summary>Gives a parameter other values.</summary>
        member parameters.Set(name: string, values: float32[], ?layout: TensorLayout) =
            parameters.Set(name, ReadOnlySpan values, defaultArg layout TensorLayout.Own)

    type MaskClassifier with

        /// <summary>The class of an example of which only some features are kept.</summary>
        member classifier.ClassOf(x: float32[], mask: bool[]) = classifier.ClassOf(ReadOnlySpan x, ReadOnlySpan mask)

    type SmoothedModel with

        /// <summary>The votes for an example, of which only the features of a mask are kept, where one is given.</summary>
        member model.Vote(x: float32[], ?mask: bool[], ?cancellationToken: CancellationToken) =
            model.Vote(ReadOnlySpan x, (match mask with Some mask -> ReadOnlySpan mask | None -> ReadOnlySpan()), defaultArg cancellationToken CancellationToken.None)

        /// <summary>How stable an explanation is.</summary>
        member model.Certify(x: float32[], explanation: bool[], ?alwaysOn: bool[], ?cancellationToken: CancellationToken) =
            model.Certify(
                ReadOnlySpan x,
                ReadOnlySpan explanation,
                (match alwaysOn with Some mask -> ReadOnlySpan mask | None -> ReadOnlySpan()),
                defaultArg cancellationToken CancellationToken.None
            )

        /// <summary>The smallest explanation along a ranking of the groups that is stable by the radii asked for, where there is one.</summary>
        member model.SmallestCertified(x: float32[], ranking: int list, ?incremental: int, ?decremental: int, ?progress: IProgress<SmoothingProgress>, ?cancellationToken: CancellationToken) =
            model.SmallestCertified(
                ReadOnlySpan x,
                ranking,
                defaultArg incremental 1,
                defaultArg decremental 1,
                Option.toObj progress,
                defaultArg cancellationToken CancellationToken.None
            )
            |> Option.ofObj

    type VoteCounts with

        /// <summary>Counts of votes.</summary>
        static member Create(counts: int64[], total: int64, perChange: int64) = VoteCounts(ReadOnlySpan counts, total, perChange)

    type NamedTensor with

        /// <summary>A tensor of float32.</summary>
        static member FromSingle(name: string, shape: int64 list, values: float32[]) = NamedTensor.FromSingle(name, shape, ReadOnlySpan values)

        /// <summary>A tensor of float64.</summary>
        static member FromDouble(name: string, shape: int64 list, values: float[]) = NamedTensor.FromDouble(name, shape, ReadOnlySpan values)

        /// <summary>A tensor of int32.</summary>
        static member FromInt32(name: string, shape: int64 list, values: int[]) = NamedTensor.FromInt32(name, shape, ReadOnlySpan values)

        /// <summary>A tensor of int64.</summary>
        static member FromInt64(name: string, shape: int64 list, values: int64[]) = NamedTensor.FromInt64(name, shape, ReadOnlySpan values)

        /// <summary>A tensor of bytes.</summary>
        static member FromBytes(name: string, shape: int64 list, values: byte[]) = NamedTensor.FromBytes(name, shape, ReadOnlySpan values)
