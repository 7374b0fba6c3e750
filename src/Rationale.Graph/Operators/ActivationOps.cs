namespace Rationale.Graph.Operators;

/// <summary>max(x, 0). Its derivative is a comparison mask, whose own derivative is zero.</summary>
public sealed record ReluOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Max(x, 0);

    /// <inheritdoc/>
    /// <remarks>Gates by the result rather than the input: they are positive together, and the input's buffer can be reused.</remarks>
    protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent.ReluBackward(y, below: 0);
}

/// <summary>tanh x.</summary>
public sealed record TanhOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Tanh(x);

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent * (1 - y.Square());
}

/// <summary>1 / (1 + e⁻ˣ).</summary>
public sealed record SigmoidOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => 1 / (1 + Math.Exp(-x));

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"σ({inputs[0]})";

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent * (y - y.Square());
}

/// <summary>log(1 + eˣ), without overflow.</summary>
public sealed record SoftplusOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent * x.Sigmoid();
}

/// <summary>Φ(x), the standard normal distribution function: the gate of the exact GELU.</summary>
public sealed record NormalCdfOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => Special.NormalCdf(x);

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"Φ({inputs[0]})";

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent * x.NormalPdf();
}

/// <summary>φ(x), the standard normal density.</summary>
public sealed record NormalPdfOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"φ({inputs[0]})";

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => -(cotangent * (x * y));
}

/// <summary>1 where x is above zero, otherwise <paramref name="Below"/>: the slope of a (leaky) rectifier.</summary>
/// <param name="Below">Value at and below zero.</param>
public sealed record HeavisideOp(double Below) : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => x > 0 ? 1 : Below;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => Below == 0 ? $"[{inputs[0]} > 0]" : $"({inputs[0]} > 0 ? 1 : {Number.Format(Below)})";

    /// <inheritdoc/>
    protected override Node? Pullback(Node y, Node x, Node cotangent) => null;
}
