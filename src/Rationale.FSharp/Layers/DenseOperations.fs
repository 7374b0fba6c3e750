namespace Rationale.FSharp

open Rationale
open Rationale.Graph.Models

/// <summary>Layers with a matrix of weights, dropout, and layers of one's own.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type DenseOperations =
    /// <summary>A fully connected layer: <c>y = x W + b</c>, over examples of one dimension.</summary>
    /// <param name="units">Outputs per example, at least 1.</param>
    /// <param name="bias">Whether a bias is added; true by default.</param>
    /// <param name="initialization">How weight and bias start; <see cref="F:Rationale.Initialization.PyTorchDefault"/> by default.</param>
    static member dense(units: int, ?bias: bool, ?initialization: Initialization) =
        let defaults = DenseAttribute 1
        let bias, initialization = defaultArg bias defaults.Bias, defaultArg initialization defaults.Initialization
        LayerOperation("dense", [ units ], Check.count "units" units @ Check.choice "initialization" initialization, [ DenseLayer(units, bias, initialization) ])

    /// <summary>The same fully connected layer at each position: <c>y = x W + b</c> along the last dimension.</summary>
    /// <param name="units">Outputs per position, at least 1.</param>
    /// <param name="bias">Whether a bias is added; true by default.</param>
    /// <param name="initialization">How weight and bias start; <see cref="F:Rationale.Initialization.PyTorchDefault"/> by default.</param>
    static member lastAxisDense(units: int, ?bias: bool, ?initialization: Initialization) =
        let defaults = LastAxisDenseAttribute 1
        let bias, initialization = defaultArg bias defaults.Bias, defaultArg initialization defaults.Initialization
        LayerOperation("lastAxisDense", [ units ], Check.count "units" units @ Check.choice "initialization" initialization, [ LastAxisDenseLayer(units, bias, initialization) ])

    /// <summary>Drops values while training, and scales the others up, so that the mean stays.</summary>
    /// <param name="rate">Probability of dropping a value, at least 0 and below 1.</param>
    static member dropout(rate: float) = LayerOperation("dropout", [ rate ], Check.rate "rate" rate, [ DropoutLayer rate ])

    /// <summary>A layer that has no operation of its own, or one that a program wrote: anything derived from <see cref="T:Rationale.Graph.Models.Layer"/>.</summary>
    /// <param name="layer">The layer.</param>
    static member layer(layer: Layer) = LayerOperation("layer", [ layer.Name ], [], [ layer ])
