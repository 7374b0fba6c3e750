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

    private static CallReader Each(Func<CallSite, Layer> layer) => (input, site) => input.Then(layer(site));
}
