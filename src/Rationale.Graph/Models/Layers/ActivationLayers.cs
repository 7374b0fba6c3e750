namespace Rationale.Graph.Models;

/// <summary>Base of the layers that map each value by itself.</summary>
public abstract record ActivationLayer : Layer
{
    /// <summary>Whether the map never falls; null where nobody knows.</summary>
    public virtual bool? IsMonotone => null;

    /// <inheritdoc/>
    public sealed override Node Apply(LayerContext context, Node input) => Map(input).Named(context.NextName("a"));

    /// <summary>The map.</summary>
    protected abstract Node Map(Node x);
}

/// <summary>max(x, 0).</summary>
public sealed record ReluLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Name => "Relu";

    /// <inheritdoc/>
    public override bool? IsMonotone => true;

    /// <inheritdoc/>
    protected override Node Map(Node x) => x.Relu();
}

/// <summary>x above zero, slope · x below.</summary>
/// <param name="Slope">Slope below zero.</param>
public sealed record LeakyReluLayer(double Slope) : ActivationLayer
{
    /// <inheritdoc/>
    public override string Name => "LeakyRelu";

    /// <inheritdoc/>
    public override string Signature => $"LeakyRelu({Slope.ToString(System.Globalization.CultureInfo.InvariantCulture)})";

    /// <inheritdoc/>
    public override bool? IsMonotone => Slope >= 0;

    /// <inheritdoc/>
    protected override Node Map(Node x) => x.LeakyRelu(Slope);
}

/// <summary>x above zero, alpha · (eˣ − 1) below.</summary>
/// <param name="Alpha">Scale of the negative part.</param>
public sealed record EluLayer(double Alpha) : ActivationLayer
{
    /// <inheritdoc/>
    public override string Name => "Elu";

    /// <inheritdoc/>
    public override string Signature => $"Elu({Alpha.ToString(System.Globalization.CultureInfo.InvariantCulture)})";

    /// <inheritdoc/>
    public override bool? IsMonotone => Alpha >= 0;

    /// <inheritdoc/>
    protected override Node Map(Node x) => x.Elu(Alpha);
}

/// <summary>x between two bounds: max(a, min(x, b)).</summary>
/// <param name="Min">The lower bound; −∞ for none.</param>
/// <param name="Max">The upper bound; +∞ for none.</param>
public sealed record ClampLayer(double Min, double Max) : ActivationLayer
{
    /// <inheritdoc/>
    public override string Name => "Clamp";

    /// <inheritdoc/>
    public override string Signature => System.FormattableString.Invariant($"Clamp({Min}, {Max})");

    /// <inheritdoc/>
    public override bool? IsMonotone => true;

    /// <inheritdoc/>
    protected override Node Map(Node x)
    {
        // x + a − a would lose the digits of an x that is small beside a bound.
        var above = double.IsNegativeInfinity(Min) ? x : Min == 0 ? x.Relu() : x.Maximum(Bound(Min));
        return double.IsPositiveInfinity(Max) ? above : -(-above).Maximum(Bound(-Max));

        Node Bound(double value) => x.Builder.Constant(value, x.Shape);
    }
}

/// <summary>A function of each value that is no activation by custom: <c>x.abs()</c>, <c>x.pow(2)</c> of a hand-written forward pass.</summary>
/// <param name="Function">The function.</param>
public sealed record ElementwiseLayer(ElementwiseFunction Function) : ActivationLayer
{
    /// <inheritdoc/>
    public override string Name => Function.ToString();

    /// <inheritdoc/>
    public override bool? IsMonotone => Function is ElementwiseFunction.Exp or ElementwiseFunction.Sqrt;

    /// <inheritdoc/>
    protected override Node Map(Node x) => Function switch
    {
        ElementwiseFunction.Abs => x.Abs(),
        ElementwiseFunction.Exp => x.Exp(),
        ElementwiseFunction.Reciprocal => x.Reciprocal(),
        ElementwiseFunction.Sqrt => x.Sqrt(),
        _ => x.Square(),
    };
}

/// <summary>The functions of <see cref="ElementwiseLayer"/>.</summary>
public enum ElementwiseFunction
{
    /// <summary>|x|.</summary>
    Abs,

    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>1 / x.</summary>
    Reciprocal,

    /// <summary>√x.</summary>
    Sqrt,

    /// <summary>x².</summary>
    Square,
}

/// <summary>x · Φ(x).</summary>
public sealed record GeluLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Name => "Gelu";

    /// <inheritdoc/>
    public override bool? IsMonotone => false;

    /// <inheritdoc/>
    protected override Node Map(Node x) => x.Gelu();
}

/// <summary>x · σ(x).</summary>
public sealed record SiluLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Name => "Silu";

    /// <inheritdoc/>
    public override bool? IsMonotone => false;

    /// <inheritdoc/>
    protected override Node Map(Node x) => x.Silu();
}

/// <summary>Hyperbolic tangent.</summary>
public sealed record TanhLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Name => "Tanh";

    /// <inheritdoc/>
    public override bool? IsMonotone => true;

    /// <inheritdoc/>
    protected override Node Map(Node x) => x.Tanh();
}

/// <summary>Logistic function.</summary>
public sealed record SigmoidLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Name => "Sigmoid";

    /// <inheritdoc/>
    public override bool? IsMonotone => true;

    /// <inheritdoc/>
    protected override Node Map(Node x) => x.Sigmoid();
}

/// <summary>log(1 + eˣ).</summary>
public sealed record SoftplusLayer : ActivationLayer
{
    /// <inheritdoc/>
    public override string Name => "Softplus";

    /// <inheritdoc/>
    public override bool? IsMonotone => true;

    /// <inheritdoc/>
    protected override Node Map(Node x) => x.Softplus();
}
