namespace Rationale.Graph.Operators;

/// <summary>Base of the maps of one value, element by element.</summary>
public abstract record ElementwiseOp : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<int> Overwritable => [0];

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [Pullback(node, node.Inputs[0], cotangent)];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs[0].Operator is ConstantOp constant
        ? node.Builder.Constant(Evaluate(constant.Value), node.Shape)
        : null;

    /// <summary>The map of one number: what constants are folded with, and what tests compare kernels with.</summary>
    public abstract double Evaluate(double x);

    /// <summary>Cotangent of the input.</summary>
    /// <param name="y">The result.</param>
    /// <param name="x">The input.</param>
    /// <param name="cotangent">Cotangent of the result.</param>
    protected abstract Node? Pullback(Node y, Node x, Node cotangent);
}

/// <summary>scale · x + shift.</summary>
/// <param name="Scale">Factor.</param>
/// <param name="Shift">Summand.</param>
public sealed record AffineOp(double Scale, double Shift) : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => (Scale * x) + Shift;

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => (this, node.Inputs[0]) switch
    {
        ({ Scale: 1, Shift: 0 }, var x) => x,
        ({ Scale: 0 }, _) => node.Builder.Constant(Shift, node.Shape),
        (_, { Operator: AffineOp inner, Inputs: [var x] }) => x.Affine(Scale * inner.Scale, (Scale * inner.Shift) + Shift),
        _ => base.Simplify(node),
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs)
    {
        var product = Math.Abs(Scale) == 1 ? inputs[0] : Number.Product(Math.Abs(Scale), MultiplyOp.Parenthesized(inputs[0]));
        return (Scale < 0, Shift) switch
        {
            (true, 0) => $"−{product}",
            (true, _) => $"{Number.Format(Shift)} − {product}",
            (false, 0) => product,
            (false, < 0) => $"{product} − {Number.Format(-Shift)}",
            _ => $"{product} + {Number.Format(Shift)}",
        };
    }

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => Scale * cotangent;
}

/// <summary>x².</summary>
public sealed record SquareOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => x * x;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{MultiplyOp.Grouped(inputs[0])}²";

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent * (2 * x);
}

/// <summary>√x.</summary>
public sealed record SqrtOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Sqrt(x);

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"√({inputs[0]})";

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent / (2 * y);
}

/// <summary>|x|, with derivative zero at zero.</summary>
public sealed record AbsOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Abs(x);

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"|{inputs[0]}|";

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent * x.Sign();
}

/// <summary>−1, 0 or 1.</summary>
public sealed record SignOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => double.IsNaN(x) ? x : Math.Sign(x);

    /// <inheritdoc/>
    protected override Node? Pullback(Node y, Node x, Node cotangent) => null;
}

/// <summary>eˣ.</summary>
public sealed record ExpOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Exp(x);

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => cotangent * y;
}

/// <summary>1 / x.</summary>
public sealed record ReciprocalOp : ElementwiseOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x) => 1 / x;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"1 / {MultiplyOp.Grouped(inputs[0])}";

    /// <inheritdoc/>
    protected override Node Pullback(Node y, Node x, Node cotangent) => -(cotangent * y.Square());
}
