namespace Rationale.FSharp

open System
open System.Threading
open Rationale.Smoothing

/// <summary>Overloads over arrays of the searches and measures of stability, as <see cref="T:Rationale.FSharp.ArrayExtensions"/> has them for the others.</summary>
[<AutoOpen>]
module StabilityExtensions =
    let private token (cancellationToken: CancellationToken option) = defaultArg cancellationToken CancellationToken.None

    type StabilityAttack with

        /// <summary>Tries every addition of at most a number of groups to a mask.</summary>
        member attack.ExhaustAdditions(x: float32[], mask: bool[], radius: int, ?progress: IProgress<float>, ?cancellationToken: CancellationToken) =
            attack.ExhaustAdditions(ReadOnlySpan x, ReadOnlySpan mask, radius, Option.toObj progress, token cancellationToken)

        /// <summary>Tries every removal of at most a number of groups that keeps an explanation.</summary>
        member attack.ExhaustRemovals(x: float32[], explanation: bool[], radius: int, ?progress: IProgress<float>, ?cancellationToken: CancellationToken) =
            attack.ExhaustRemovals(ReadOnlySpan x, ReadOnlySpan explanation, radius, Option.toObj progress, token cancellationToken)

        /// <summary>Searches for an addition to a mask that changes the class.</summary>
        member attack.SearchAdditions(x: float32[], mask: bool[], radius: int, ?options: AttackOptions, ?progress: IProgress<float>, ?cancellationToken: CancellationToken) =
            attack.SearchAdditions(ReadOnlySpan x, ReadOnlySpan mask, radius, Option.toObj options, Option.toObj progress, token cancellationToken)

        /// <summary>Searches for a removal that keeps an explanation and changes the class.</summary>
        member attack.SearchRemovals(x: float32[], explanation: bool[], radius: int, ?options: AttackOptions, ?progress: IProgress<float>, ?cancellationToken: CancellationToken) =
            attack.SearchRemovals(ReadOnlySpan x, ReadOnlySpan explanation, radius, Option.toObj options, Option.toObj progress, token cancellationToken)

    type SoftStability with

        /// <summary>Whether a share of the additions to an explanation leaves the class as it is.</summary>
        static member IsAtLeast
            (
                classifier: MaskClassifier,
                x: float32[],
                explanation: bool[],
                radius: int,
                ?options: SoftStabilityOptions,
                ?progress: IProgress<SmoothingProgress>,
                ?cancellationToken: CancellationToken
            ) =
            SoftStability.IsAtLeast(classifier, ReadOnlySpan x, ReadOnlySpan explanation, radius, Option.toObj options, Option.toObj progress, token cancellationToken)

        /// <summary>The share of additions to an explanation that leave the class as it is, by radius.</summary>
        static member Measure
            (
                classifier: MaskClassifier,
                x: float32[],
                explanation: bool[],
                radii: int list,
                ?options: SoftStabilityOptions,
                ?progress: IProgress<SmoothingProgress>,
                ?cancellationToken: CancellationToken
            ) =
            SoftStability.Measure(classifier, ReadOnlySpan x, ReadOnlySpan explanation, radii, Option.toObj options, Option.toObj progress, token cancellationToken)
