namespace Rationale.FSharp

open Rationale
open Rationale.Graph.Models

/// <summary>Layers that map each value by itself.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
[<AbstractClass; Sealed; AutoOpen>]
type ActivationOperations =
    /// <summary>Rectified linear unit: <c>max(x, 0)</c>.</summary>
    static member relu = LayerOperation("relu", [], [], [ ReluLayer() ])

    /// <summary>Leaky rectified linear unit: <c>x</c> above zero, <c>slope · x</c> below.</summary>
    /// <param name="slope">Slope below zero, finite; 0.01 by default.</param>
    static member leakyRelu(?slope: float) =
        let slope = defaultArg slope (LeakyReluAttribute().Slope)
        LayerOperation("leakyRelu", [ slope ], Check.finite "slope" slope, [ LeakyReluLayer slope ])

    /// <summary>Exponential linear unit: <c>x</c> above zero, <c>alpha · (eˣ − 1)</c> below.</summary>
    /// <param name="alpha">Scale of the negative part, finite; 1 by default.</param>
    static member elu(?alpha: float) =
        let alpha = defaultArg alpha (EluAttribute().Alpha)
        LayerOperation("elu", [ alpha ], Check.finite "alpha" alpha, [ EluLayer alpha ])

    /// <summary>Gaussian error linear unit in its exact form: <c>x · Φ(x)</c>.</summary>
    static member gelu = LayerOperation("gelu", [], [], [ GeluLayer() ])

    /// <summary>Sigmoid linear unit, also called swish: <c>x · σ(x)</c>.</summary>
    static member silu = LayerOperation("silu", [], [], [ SiluLayer() ])

    /// <summary>Hyperbolic tangent. Not called <c>tanh</c>, which is a function of FSharp.Core.</summary>
    static member tanhActivation = LayerOperation("tanhActivation", [], [], [ TanhLayer() ])

    /// <summary>Logistic function: <c>1 / (1 + e⁻ˣ)</c>.</summary>
    static member sigmoid = LayerOperation("sigmoid", [], [], [ SigmoidLayer() ])

    /// <summary>Smooth rectifier: <c>log(1 + eˣ)</c>.</summary>
    static member softplus = LayerOperation("softplus", [], [], [ SoftplusLayer() ])

    /// <summary>Probabilities: <c>eᶻ / Σ eᶻ</c> over the last dimension.</summary>
    static member softmax = LayerOperation("softmax", [], [], [ SoftmaxLayer() ])
