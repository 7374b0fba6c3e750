using Rationale.Graph.Operators;

namespace Rationale.Graph;

/// <summary>
/// DeepLIFT's rescale rule (Shrikumar, Greenside and Kundaje 2017, section 3.5.1) as a reverse pass: a multiplier m of y becomes m Δy/Δx of x, where Δ is the difference from the
/// reference. What is linear keeps its derivative. A product of two values that both differ from their references is split evenly, Δ(ab) = ā Δb + b̄ Δa with the means ā and b̄ of both
/// ends. So the multipliers times Δx always sum to the scalar's difference.
/// </summary>
/// <param name="model">Name of the model, for messages.</param>
/// <param name="twins">For each node the same computed of the reference.</param>
internal sealed class DeepLiftRule(string model, IReadOnlyDictionary<Node, Node> twins)
{
    /// <summary>Where a kinked function's input hardly differs, its slope stands for the quotient; the quotient is exact in floating point down to here.</summary>
    private const double KinkSlack = 1e-10;

    /// <summary>
    /// Where a smooth function's input hardly differs, the mean slope of both ends stands for the quotient: its error of Δ²/12 · y‴ is then below the rounding of a quotient in single precision.
    /// </summary>
    private const double SmoothSlack = 1e-3;

    /// <summary>The multipliers of a scalar over the input.</summary>
    /// <param name="model">Name of the model, for messages.</param>
    /// <param name="scalar">A value with one number for each example.</param>
    /// <param name="input">The input.</param>
    /// <param name="twins">What <see cref="Replay.Over"/> gave for the scalar.</param>
    public static Node Multipliers(string model, Node scalar, Node input, IReadOnlyDictionary<Node, Node> twins) =>
        Differentiation.Cotangents(scalar, [input], "s", null, new DeepLiftRule(model, twins).Pullback)[input];

    private IReadOnlyList<Node?> Pullback(Node node, Node multiplier) => node.Operator switch
    {
        SourceOp => [],
        AffineOp or AddOp or SubtractOp or ReshapeOp or SliceOp or PadOp or ConcatOp or PermuteOp or BroadcastOp or SumToOp or AvgPoolOp or ResizeOp => node.Operator.VectorJacobianProduct(node, multiplier),
        MultiplyOp or MatMulOp or BatchedMatMulOp or ConvolutionOp or ConvolutionInputGradientOp => Bilinear(node, multiplier),
        DivideOp => Quotient(node, multiplier),
        SquareOp => [multiplier * (node.Inputs[0] + twins[node.Inputs[0]])],
        ReciprocalOp => [-(multiplier * (node * twins[node]))],
        MaximumOp when twins[node.Inputs[1]] == node.Inputs[1] => [Rescaled(node, multiplier, KinkSlack, Slope(node, multiplier)), null],
        ReluOp or AbsOp => [Rescaled(node, multiplier, KinkSlack, Slope(node, multiplier))],
        ReluBackwardOp when node.Inputs[0] == node.Inputs[1] => [null, Rescaled(node, multiplier, KinkSlack, node.Operator.VectorJacobianProduct(node, multiplier)[1]!)],
        TanhOp or SigmoidOp or SoftplusOp or NormalCdfOp or NormalPdfOp or ExpOp or SqrtOp => [Rescaled(node, multiplier, SmoothSlack, 0.5 * (Slope(node, multiplier) + Slope(twins[node], multiplier)))],
        MaxPoolOp pool => [Pooled(pool, node, multiplier)],
        _ => throw new ArgumentException($"DeepLIFT has no rule for {node.Operator.Name}, with which '{model}' computes; use integrated gradients, which need none."),
    };

    /// <summary>m Δy/Δx, where Δx is large enough to divide by.</summary>
    private Node Rescaled(Node y, Node multiplier, double slack, Node otherwise)
    {
        var (dx, dy) = (Difference(y.Inputs[0]), Difference(y));
        return Chosen(dx, slack, multiplier * dy, otherwise);
    }

    /// <summary>value / Δ where |Δ| is above the slack, otherwise the other value. The denominator is never zero.</summary>
    private static Node Chosen(Node difference, double slack, Node value, Node otherwise)
    {
        var far = (difference.Abs() + (-slack)).Heaviside(0);
        var near = 1 - far;
        return (far * (value / (difference + near))) + (near * otherwise);
    }

    private static Node Slope(Node y, Node multiplier) => y.Operator.VectorJacobianProduct(y, multiplier)[0]!;

    /// <summary>A bilinear map's difference is exactly its derivative half way between both ends.</summary>
    private IReadOnlyList<Node?> Bilinear(Node node, Node multiplier) =>
        node.Operator.VectorJacobianProduct(node.Builder.Apply(node.Operator, [.. node.Inputs.Select(Mean)]), multiplier);

    private IReadOnlyList<Node?> Quotient(Node node, Node multiplier)
    {
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        var reciprocal = 0.5 * (b.Reciprocal() + twins[b].Reciprocal());
        return [(multiplier * reciprocal).SumTo(a.Shape), (-(multiplier * (Mean(a) / (b * twins[b])))).SumTo(b.Shape)];
    }

    /// <summary>
    /// With M the larger of both maxima, what a window gains, y − M, belongs to the place of the maximum, and what it would have lost, M − y′, to the place of the reference's.
    /// </summary>
    private Node Pooled(MaxPoolOp pool, Node y, Node multiplier)
    {
        var x = y.Inputs[0];
        var (x0, y0) = (twins[x], twins[y]);
        var larger = y.Maximum(y0);
        var gained = y.Builder.Apply(new MaxPoolBackwardOp(pool.Window), x, multiplier * (larger - y0));
        var lost = y.Builder.Apply(new MaxPoolBackwardOp(pool.Window), x0, multiplier * (y - larger));
        return Chosen(Difference(x), KinkSlack, gained + lost, Slope(y, multiplier));
    }

    private Node Difference(Node node) => node - twins[node];

    private Node Mean(Node node) => twins[node] == node ? node : 0.5 * (node + twins[node]);
}
