namespace Rationale.FSharp

open Rationale
open Rationale.Graph.Models

/// <summary>Layers that normalize.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type NormOperations =
    /// <summary>Layer normalization (Ba et al. 2016) along the last dimension of each example, with a trained scale and shift for each position.</summary>
    /// <param name="epsilon">Added to the variance, above zero; 1e-5 by default.</param>
    static member layerNorm(?epsilon: float) =
        let epsilon = defaultArg epsilon (LayerNormAttribute().Epsilon)
        LayerOperation("layerNorm", [], Check.epsilon "epsilon" epsilon, [ LayerNormLayer epsilon ])

    /// <summary>Batch normalization (Ioffe and Szegedy 2015): each channel, the last dimension, is brought to mean zero and variance one over the batch, then scaled and shifted by trained numbers.</summary>
    /// <param name="momentum">Share of each batch in the running statistics, above zero and at most one; 0.1 by default.</param>
    /// <param name="epsilon">Added to the variance, above zero; 1e-5 by default.</param>
    /// <param name="frozen">Whether training too uses the running statistics, and leaves them as they are; false by default.</param>
    static member batchNorm(?momentum: float, ?epsilon: float, ?frozen: bool) =
        let defaults = BatchNormAttribute()
        let momentum, epsilon = defaultArg momentum defaults.Momentum, defaultArg epsilon defaults.Epsilon
        LayerOperation("batchNorm", [], Check.share "momentum" momentum @ Check.epsilon "epsilon" epsilon, [ BatchNormLayer(momentum, epsilon, defaultArg frozen defaults.Frozen) ])

    /// <summary>Instance normalization (Ulyanov et al. 2016): each channel of each example is brought to mean zero and variance one over its positions.</summary>
    /// <param name="epsilon">Added to the variance, above zero; 1e-5 by default.</param>
    /// <param name="affine">Whether channels are then scaled and shifted by trained numbers; false by default.</param>
    static member instanceNorm(?epsilon: float, ?affine: bool) =
        let defaults = InstanceNormAttribute()
        let epsilon = defaultArg epsilon defaults.Epsilon
        LayerOperation("instanceNorm", [], Check.epsilon "epsilon" epsilon, [ InstanceNormLayer(epsilon, defaultArg affine defaults.Affine) ])
