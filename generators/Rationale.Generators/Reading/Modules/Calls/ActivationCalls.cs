using Microsoft.CodeAnalysis;
using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Functions that map each value by itself, and softmax.</summary>
internal static class ActivationCalls
{
    /// <summary>Where PyTorch's softplus begins to give x itself: from there on, single precision has no digit for the difference.</summary>
    private const double SoftplusThreshold = 20;

    /// <summary>The functions of the family.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new Dictionary<string, CallReader>
    {
        ["relu"] = Each(Relu),
        ["leaky_relu"] = Each(LeakyRelu),
        ["elu"] = Each(Elu),
        ["gelu"] = Each(Gelu),
        ["silu"] = Each(Silu),
        ["tanh"] = Each(Tanh),
        ["sigmoid"] = Each(Sigmoid),
        ["softplus"] = static (input, site) => Softplus(site)(input),
        ["relu6"] = Each(Relu6),
        ["hardtanh"] = Each(HardTanh),
        ["clamp"] = Each(Clamp),
        ["clamp_min"] = Each(Clamp),
        ["clamp_max"] = Each(Clamp),
        ["clip"] = Each(Clamp),
        ["hardsigmoid"] = static (input, _) => HardSigmoid(input),
        ["hardswish"] = static (input, site) => HardSwish(input, site.Call),
        ["mish"] = static (input, site) => Mish(input, site.Call),
        ["selu"] = static (input, _) => Selu(input),
        ["celu"] = static (input, site) => Celu(site)(input),
        ["logsigmoid"] = static (input, _) => LogSigmoid(input),
        ["softsign"] = static (input, site) => Softsign(input, site.Call),
        ["abs"] = Each(static _ => new ElementwiseLayer(ElementwiseFunction.Abs)),
        ["exp"] = Each(static _ => new ElementwiseLayer(ElementwiseFunction.Exp)),
        ["reciprocal"] = Each(static _ => new ElementwiseLayer(ElementwiseFunction.Reciprocal)),
        ["sqrt"] = Each(static _ => new ElementwiseLayer(ElementwiseFunction.Sqrt)),
        ["square"] = Each(static _ => new ElementwiseLayer(ElementwiseFunction.Square)),
        ["pow"] = Power,
        ["softmax"] = Softmax,
        ["log_softmax"] = LogSoftmax,
    };

    /// <summary>max(x, 0).</summary>
    public static Layer Relu(CallSite site) => new ReluLayer();

    /// <summary>x above zero, slope · x below.</summary>
    public static Layer LeakyRelu(CallSite site) => new LeakyReluLayer(site.Number("negative_slope", 0.01));

    /// <summary>x above zero, alpha · (eˣ − 1) below.</summary>
    public static Layer Elu(CallSite site)
    {
        // The form with three numbers is the one of SELU and its like.
        site.RequireNone("scale");
        site.RequireNone("input_scale");
        return new EluLayer(site.Number("alpha", 1));
    }

    /// <summary>x · Φ(x).</summary>
    public static Layer Gelu(CallSite site)
    {
        site.Require("approximate", site.Integer("approximate", 0) == 0, "asks for an approximation, but the layer computes the function itself");
        return new GeluLayer();
    }

    /// <summary>x · σ(x).</summary>
    public static Layer Silu(CallSite site) => new SiluLayer();

    /// <summary>min(max(x, 0), 6).</summary>
    public static Layer Relu6(CallSite site) => new ClampLayer(0, 6);

    /// <summary>x between two bounds, −1 and 1 unless it is said otherwise.</summary>
    public static Layer HardTanh(CallSite site) => Bounded(site, site.Number("min_val|min", -1), site.Number("max_val|max", 1));

    /// <summary>min(max(x, −3) + 3, 6) / 6, written as x / 6 + 1/2 between 0 and 1.</summary>
    public static TensorValue HardSigmoid(TensorValue input) => input.Then(new ScaleLayer(1.0 / 6, 0.5)).Then(new ClampLayer(0, 1));

    /// <summary>x · hardsigmoid(x).</summary>
    public static TensorValue HardSwish(TensorValue input, IOperation at) => ArithmeticCalls.Combine(CombinationKind.Product, input, HardSigmoid(input), at);

    /// <summary>x · tanh(softplus(x)).</summary>
    public static TensorValue Mish(TensorValue input, IOperation at) => ArithmeticCalls.Combine(CombinationKind.Product, input, input.Then(new SoftplusLayer()).Then(new TanhLayer()), at);

    /// <summary>A scaled ELU (Klambauer et al. 2017), with PyTorch's numbers.</summary>
    public static TensorValue Selu(TensorValue input) => input.Then(new EluLayer(1.6732632423543772848170429916717)).Then(new ScaleLayer(1.0507009873554804934193349852946, 0));

    /// <summary>x above zero, alpha · (e^(x / alpha) − 1) below: an ELU between two factors.</summary>
    public static Func<TensorValue, TensorValue> Celu(CallSite site)
    {
        var alpha = site.Number("alpha", 1);
        site.Require("alpha", alpha > 0 && !double.IsInfinity(alpha), "is no finite number above 0");
        return input => alpha == 1 ? input.Then(new EluLayer(1)) : input.Then(new ScaleLayer(1 / alpha, 0)).Then(new EluLayer(1)).Then(new ScaleLayer(alpha, 0));
    }

    /// <summary>log σ(x) = −softplus(−x).</summary>
    public static TensorValue LogSigmoid(TensorValue input) => input.Then(new ScaleLayer(-1, 0)).Then(new SoftplusLayer()).Then(new ScaleLayer(-1, 0));

    /// <summary>x / (1 + |x|).</summary>
    public static TensorValue Softsign(TensorValue input, IOperation at) =>
        ArithmeticCalls.Combine(CombinationKind.Quotient, input, input.Then(new ElementwiseLayer(ElementwiseFunction.Abs)).Then(new ScaleLayer(1, 1)), at);

    /// <summary>Hyperbolic tangent.</summary>
    public static Layer Tanh(CallSite site) => new TanhLayer();

    /// <summary>Logistic function.</summary>
    public static Layer Sigmoid(CallSite site) => new SigmoidLayer();

    /// <summary>log(1 + e^βx) / β: the layer between two factors.</summary>
    public static Func<TensorValue, TensorValue> Softplus(CallSite site)
    {
        var beta = site.Number("beta", 1);
        site.Require("beta", beta > 0 && !double.IsInfinity(beta), "is no finite number above 0");
        site.Require("threshold", site.Number("threshold", SoftplusThreshold) >= SoftplusThreshold, "is below 20, where the function would not be smooth");
        return input => beta == 1 ? input.Then(new SoftplusLayer()) : input.Then(new ScaleLayer(beta, 0)).Then(new SoftplusLayer()).Then(new ScaleLayer(1 / beta, 0));
    }

    /// <summary>eᶻ / Σ eᶻ over a dimension of an example.</summary>
    public static TensorValue Softmax(TensorValue input, CallSite site) => OverLast(input, site, new SoftmaxLayer());

    /// <summary>z − log Σ eᶻ over a dimension of an example.</summary>
    public static TensorValue LogSoftmax(TensorValue input, CallSite site) => OverLast(input, site, new LogSoftmaxLayer());

    /// <summary>A layer over the last dimension, to which another one is brought and from which it is brought back.</summary>
    private static TensorValue OverLast(TensorValue input, CallSite site, Layer layer)
    {
        site.RequireNone("dtype");
        var (axis, plain) = (ShapeCalls.Feature(site, "dim", input) - 1, input.Plain());
        if (axis == plain.Shape.Count - 1)
        {
            return plain.Then(layer);
        }

        var order = Enumerable.Range(0, plain.Shape.Count).Where(other => other != axis).Append(axis).ToList();
        var back = Enumerable.Range(0, order.Count).Select(place => order.IndexOf(place));
        return CallSite.Fit(site.Call, () => plain.View(new PermuteLayer(new EquatableArray<int>(order))).Then(layer).View(new PermuteLayer(new EquatableArray<int>(back))));
    }

    private static Layer Clamp(CallSite site) => Bounded(site, site.Number("min", double.NegativeInfinity), site.Number("max", double.PositiveInfinity));

    private static ClampLayer Bounded(CallSite site, double min, double max)
    {
        site.Require("min_val|min", min <= max, "is above the other bound");
        return new ClampLayer(min, max);
    }

    /// <summary>Powers that are one function, or a few products.</summary>
    private static TensorValue Power(TensorValue input, CallSite site) => site.Number("exponent", double.NaN) switch
    {
        0.5 => input.Then(new ElementwiseLayer(ElementwiseFunction.Sqrt)),
        1 => input,
        2 => input.Then(new ElementwiseLayer(ElementwiseFunction.Square)),
        3 => ArithmeticCalls.Combine(CombinationKind.Product, input.Then(new ElementwiseLayer(ElementwiseFunction.Square)), input, site.Call),
        4 => input.Then(new ElementwiseLayer(ElementwiseFunction.Square)).Then(new ElementwiseLayer(ElementwiseFunction.Square)),
        -1 => input.Then(new ElementwiseLayer(ElementwiseFunction.Reciprocal)),
        var other => throw site.Refuse(RuleIds.ArgumentNotUnderstood, "exponent", System.FormattableString.Invariant($"is {other}, but layers know the powers -1, 0.5, 1, 2, 3 and 4")),
    };

    private static CallReader Each(Func<CallSite, Layer> layer) => (input, site) => input.Then(layer(site));
}
