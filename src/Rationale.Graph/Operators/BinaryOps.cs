namespace Rationale.Graph.Operators;

/// <summary>Base of the maps of two values, element by element. One operand may be repeated over the other (see <see cref="BroadcastPattern"/>).</summary>
public abstract record BinaryOp : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<int> Overwritable => [0, 1];

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        var shape = BroadcastPattern.Join(inputs[0], inputs[1]);
        return inputs[0] == shape || inputs[1] == shape
            ? shape
            : throw new ShapeException($"neither {inputs[0]} nor {inputs[1]} has the shape {shape} that they have together; repeat one of them first");
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent)
    {
        var (left, right) = Pullback(node, node.Inputs[0], node.Inputs[1], cotangent);
        return [left?.SumTo(node.Inputs[0].Shape), right?.SumTo(node.Inputs[1].Shape)];
    }

    /// <inheritdoc/>
    public override Node? Simplify(Node node)
    {
        var (left, right) = (node.Inputs[0], node.Inputs[1]);
        if (left.Operator is ConstantOp a && right.Operator is ConstantOp b)
        {
            return node.Builder.Constant(Evaluate(a.Value, b.Value), node.Shape);
        }

        // The kernels repeat an operand themselves: no need to write the repetition out, as long as the other has the full shape.
        if (right.Operator is BroadcastOp && left.Shape == node.Shape)
        {
            return node.Builder.Apply(this, left, right.Inputs[0]);
        }

        return left.Operator is BroadcastOp && right.Shape == node.Shape ? node.Builder.Apply(this, left.Inputs[0], right) : null;
    }

    /// <summary>The map of two numbers.</summary>
    public abstract double Evaluate(double x, double y);

    /// <summary>Cotangents of both operands, of the result's shape; the caller sums them to each operand's shape.</summary>
    protected abstract (Node? Left, Node? Right) Pullback(Node result, Node left, Node right, Node cotangent);
}

/// <summary>x + y.</summary>
public sealed record AddOp : BinaryOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x, double y) => x + y;

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs switch
    {
        [{ Operator: ConstantOp c }, var x] when x.Shape == node.Shape => x.Affine(1, c.Value),
        [var x, { Operator: ConstantOp c }] when x.Shape == node.Shape => x.Affine(1, c.Value),
        [var x, { Operator: AffineOp { Scale: -1, Shift: 0 }, Inputs: [var y] }] when x.Shape == node.Shape || y.Shape == node.Shape => x - y,
        [{ Operator: AffineOp { Scale: -1, Shift: 0 }, Inputs: [var y] }, var x] when x.Shape == node.Shape || y.Shape == node.Shape => x - y,
        _ => base.Simplify(node),
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{inputs[0]} + {inputs[1]}";

    /// <inheritdoc/>
    protected override (Node? Left, Node? Right) Pullback(Node result, Node left, Node right, Node cotangent) => (cotangent, cotangent);
}

/// <summary>x − y.</summary>
public sealed record SubtractOp : BinaryOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x, double y) => x - y;

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs switch
    {
        [{ Operator: ConstantOp c }, var y] when y.Shape == node.Shape => y.Affine(-1, c.Value),
        [var x, { Operator: ConstantOp c }] when x.Shape == node.Shape => x.Affine(1, -c.Value),
        [var x, var y] when x == y => node.Builder.Constant(0, node.Shape),
        [var x, { Operator: AffineOp { Scale: -1, Shift: 0 }, Inputs: [var y] }] => x + y,
        _ => base.Simplify(node),
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{inputs[0]} − {inputs[1]}";

    /// <inheritdoc/>
    protected override (Node? Left, Node? Right) Pullback(Node result, Node left, Node right, Node cotangent) => (cotangent, -cotangent);
}

/// <summary>x · y, element by element.</summary>
public sealed record MultiplyOp : BinaryOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x, double y) => x * y;

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs switch
    {
        [{ Operator: ConstantOp c }, var x] => Scaled(node, c.Value, x),
        [var x, { Operator: ConstantOp c }] => Scaled(node, c.Value, x),
        [var x, var y] when x == y => x.Square(),
        _ => base.Simplify(node) ?? MoveFactor(node),
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{Parenthesized(inputs[0])} ⊙ {Parenthesized(inputs[1])}";

    /// <inheritdoc/>
    protected override (Node? Left, Node? Right) Pullback(Node result, Node left, Node right, Node cotangent) => (cotangent * right, cotangent * left);

    internal static string Parenthesized(string formula) => formula.Contains(" ") ? $"({formula})" : formula;

    /// <summary>The base of a power, what is transposed, or a denominator: there a gradient needs brackets too, for in ∂a/∂b² the square would be that of b.</summary>
    internal static string Grouped(string formula) => formula.Contains(" ") || formula.Contains("/") ? $"({formula})" : formula;

    /// <summary>A factor of a matrix product.</summary>
    internal static string Factor(string formula, bool transposed) => transposed ? Grouped(formula) + "ᵀ" : Parenthesized(formula);

    /// <summary>A factor moves to the smaller operand, where it costs nothing, or else out of the product, where it meets other factors.</summary>
    private static Node? MoveFactor(Node node) => node.Inputs switch
    {
        [{ Operator: AffineOp { Shift: 0 } a, Inputs: [var x] }, var y] when !IsSmaller(x, y) => IsSmaller(y, x) ? x * (a.Scale * y) : a.Scale * (x * y),
        [var x, { Operator: AffineOp { Shift: 0 } a, Inputs: [var y] }] when !IsSmaller(y, x) => IsSmaller(x, y) ? (a.Scale * x) * y : a.Scale * (x * y),
        _ => null,
    };

    private static Node Scaled(Node node, double scale, Node x) => scale == 0
        ? node.Builder.Constant(0, node.Shape)
        : (x.Shape == node.Shape ? x : x.BroadcastTo(node.Shape)).Affine(scale, 0);

    private static bool IsSmaller(Node small, Node large) => small.Shape != large.Shape
        && (!small.Shape.Batched || large.Shape.Batched) && small.Shape.Length <= large.Shape.Length;
}

/// <summary>x / y.</summary>
public sealed record DivideOp : BinaryOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x, double y) => x / y;

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs switch
    {
        [var x, { Operator: ConstantOp c }] when x.Shape == node.Shape => x.Affine(1 / c.Value, 0),
        [{ Operator: ConstantOp c }, var y] when y.Shape == node.Shape => c.Value * y.Reciprocal(),
        _ => base.Simplify(node),
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{MultiplyOp.Parenthesized(inputs[0])} / {MultiplyOp.Grouped(inputs[1])}";

    /// <inheritdoc/>
    protected override (Node? Left, Node? Right) Pullback(Node result, Node left, Node right, Node cotangent) =>
        (cotangent / right, -(cotangent * (result / right)));
}

/// <summary>The larger of x and y; the gradient goes to the larger, halved where they are equal.</summary>
public sealed record MaximumOp : BinaryOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x, double y) => Math.Max(x, y);

    /// <inheritdoc/>
    protected override (Node? Left, Node? Right) Pullback(Node result, Node left, Node right, Node cotangent)
    {
        var tie = 0.5 * left.EqualTo(right);
        return (cotangent * (left.GreaterThan(right) + tie), cotangent * (right.GreaterThan(left) + tie));
    }
}

/// <summary>1 where x &gt; y, otherwise 0.</summary>
public sealed record GreaterOp : BinaryOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x, double y) => x > y ? 1 : 0;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"[{inputs[0]} > {inputs[1]}]";

    /// <inheritdoc/>
    protected override (Node? Left, Node? Right) Pullback(Node result, Node left, Node right, Node cotangent) => (null, null);
}

/// <summary>1 where x = y, otherwise 0.</summary>
public sealed record EqualOp : BinaryOp
{
    /// <inheritdoc/>
    public override double Evaluate(double x, double y) => x == y ? 1 : 0;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"[{inputs[0]} = {inputs[1]}]";

    /// <inheritdoc/>
    protected override (Node? Left, Node? Right) Pullback(Node result, Node left, Node right, Node cotangent) => (null, null);
}
