using Rationale.Graph.Operators;

namespace Rationale.Graph;

/// <summary>The vocabulary in which models, losses and derivative rules are written. See the operators for the mathematics.</summary>
/// <remarks>Thread safety: on one graph, by one thread; see <see cref="GraphBuilder"/>.</remarks>
public static class Functions
{
    /// <summary>A value for each example of the batch; one for the whole data set where the shape is not batched.</summary>
    public static Node Input(this GraphBuilder builder, string key, Shape shape) => builder.Apply(shape.Batched ? new InputOp(key, shape) : new SharedInputOp(key, shape));

    /// <summary>The class index of each example.</summary>
    public static Node Labels(this GraphBuilder builder) => builder.Apply(new LabelsOp()).Named("labels");

    /// <summary>A number given at run time.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="key">Unique name of the number.</param>
    /// <param name="symbol">What formulas call it; null for the key.</param>
    public static Node Setting(this GraphBuilder builder, string key, string? symbol = null) => builder.Apply(new SettingOp(key)).Named(symbol ?? key);

    /// <summary>The number of examples of the whole batch.</summary>
    public static Node BatchSize(this GraphBuilder builder) => builder.Apply(new BatchSizeOp()).Named("batchSize");

    /// <summary>The same number everywhere.</summary>
    public static Node Constant(this GraphBuilder builder, double value, Shape shape) => builder.Apply(new ConstantOp(value, shape));

    /// <summary>scale · x + shift.</summary>
    public static Node Affine(this Node x, double scale, double shift) => x.Map(new AffineOp(scale, shift));

    /// <summary>x².</summary>
    public static Node Square(this Node x) => x.Map(new SquareOp());

    /// <summary>√x.</summary>
    public static Node Sqrt(this Node x) => x.Map(new SqrtOp());

    /// <summary>|x|.</summary>
    public static Node Abs(this Node x) => x.Map(new AbsOp());

    /// <summary>−1, 0 or 1.</summary>
    public static Node Sign(this Node x) => x.Map(new SignOp());

    /// <summary>eˣ.</summary>
    public static Node Exp(this Node x) => x.Map(new ExpOp());

    /// <summary>1 / x.</summary>
    public static Node Reciprocal(this Node x) => x.Map(new ReciprocalOp());

    /// <summary>max(x, 0).</summary>
    public static Node Relu(this Node x) => x.Map(new ReluOp());

    /// <summary>x above zero, slope · x below: the value gated by itself.</summary>
    public static Node LeakyRelu(this Node x, double slope) => x.LeakyReluOf(slope);

    /// <summary>
    /// x above zero, alpha · (eˣ − 1) below, written as max(x, 0) + alpha · (e^min(x, 0) − 1). The minimum is x − max(x, 0), whose slope at zero is one, so
    /// that the slope of the whole is alpha there: zero is what a unit gives that sees an input of zeros.
    /// </summary>
    public static Node Elu(this Node x, double alpha)
    {
        var above = x.Relu();
        return above + (x - above).Exp().Affine(alpha, -alpha);
    }

    /// <summary>x · Φ(x).</summary>
    public static Node Gelu(this Node x) => x * x.Map(new NormalCdfOp());

    /// <summary>x · σ(x).</summary>
    public static Node Silu(this Node x) => x * x.Sigmoid();

    /// <summary>tanh x.</summary>
    public static Node Tanh(this Node x) => x.Map(new TanhOp());

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Node Sigmoid(this Node x) => x.Map(new SigmoidOp());

    /// <summary>log(1 + eˣ).</summary>
    public static Node Softplus(this Node x) => x.Map(new SoftplusOp());

    /// <summary>Standard normal density.</summary>
    public static Node NormalPdf(this Node x) => x.Map(new NormalPdfOp());

    /// <summary>1 above zero, otherwise <paramref name="below"/>.</summary>
    public static Node Heaviside(this Node x, double below) => x.Map(new HeavisideOp(below));

    /// <summary>x where the gate is above zero, otherwise below · x.</summary>
    public static Node ReluBackward(this Node x, Node gate, double below) => x.Builder.Apply(new ReluBackwardOp(below), gate, x);

    /// <summary>The larger, element by element.</summary>
    public static Node Maximum(this Node x, Node y) => x.Builder.Elementwise(new MaximumOp(), x, y);

    /// <summary>1 where x &gt; y.</summary>
    public static Node GreaterThan(this Node x, Node y) => x.Builder.Elementwise(new GreaterOp(), x, y);

    /// <summary>1 where x = y.</summary>
    public static Node EqualTo(this Node x, Node y) => x.Builder.Elementwise(new EqualOp(), x, y);

    /// <summary>Repeated to a larger shape.</summary>
    public static Node BroadcastTo(this Node x, Shape shape) => x.Shape == shape ? x
        : NeedsOrder(x.Shape, shape) ? AxesInOrder.Repeat(x, shape)
        : x.Builder.Apply(new BroadcastOp(shape), x);

    /// <summary>Summed to a smaller shape.</summary>
    public static Node SumTo(this Node x, Shape shape) => x.Shape == shape ? x
        : NeedsOrder(shape, x.Shape) ? AxesInOrder.Reduce(x, shape, SumTo)
        : x.Builder.Apply(new SumToOp(shape), x);

    /// <summary>Summed to one number for each example: [batch×1].</summary>
    public static Node SumPerExample(this Node x) => x.Flatten().SumTo(Shape.PerExample(1));

    /// <summary>Summed over everything, the batch included.</summary>
    public static Node Total(this Node x) => x.SumTo(Shape.Scalar);

    /// <summary>Sum over dimensions, kept with extent one.</summary>
    public static Node Sum(this Node x, params int[] axes) => x.SumTo(Reduced(x.Shape, axes));

    /// <summary>Mean over dimensions, kept with extent one.</summary>
    public static Node Mean(this Node x, params int[] axes) => ((double)Reduced(x.Shape, axes).Length / x.Shape.Length) * x.Sum(axes);

    /// <summary>Matrix product.</summary>
    public static Node MatMul(this Node left, Node right, bool transposeLeft = false, bool transposeRight = false) =>
        left.Builder.Apply(new MatMulOp(transposeLeft, transposeRight), left, right);

    /// <summary>A matrix product for each pair of matrices in the last two dimensions.</summary>
    public static Node BatchedMatMul(this Node left, Node right, bool transposeLeft = false, bool transposeRight = false) =>
        left.Builder.Apply(new BatchedMatMulOp(transposeLeft, transposeRight), left, right);

    /// <summary>Dimensions in another order, the batch not counted.</summary>
    public static Node Permute(this Node x, params int[] order) => x.Builder.Apply(new PermuteOp(new EquatableArray<int>(order)), x);

    /// <summary>The same elements under another shape.</summary>
    public static Node Reshape(this Node x, Shape shape) => x.Shape == shape ? x : x.Builder.Apply(new ReshapeOp(shape), x);

    /// <summary>All dimensions but the batch joined into one.</summary>
    public static Node Flatten(this Node x) => x.Reshape(x.Shape.With([x.Shape.Length]));

    /// <summary>A range of one dimension.</summary>
    public static Node Slice(this Node x, int axis, int start, int count) => x.Builder.Apply(new SliceOp(axis, start, count), x);

    /// <summary>Values one after another along a dimension.</summary>
    public static Node Concat(int axis, params Node[] values) => values[0].Builder.Apply(new ConcatOp(axis), values);

    /// <summary>Rows of a table by their numbers.</summary>
    public static Node GatherRows(this Node table, Node indices) => table.Builder.Apply(new GatherRowsOp(), table, indices);

    /// <summary>Values added to the rows of a table by their numbers, over the whole batch.</summary>
    public static Node ScatterRows(this Node values, Node indices, int examples) => values.Builder.Apply(new ScatterRowsOp(examples), values, indices);

    /// <summary>Matrices of the last two dimensions with a number above the diagonal.</summary>
    public static Node LowerTriangle(this Node x, double above) => x.Builder.Apply(new LowerTriangleOp(above), x);

    /// <summary>eᶻ / Σ eᶻ over the last dimension.</summary>
    public static Node Softmax(this Node logits) => logits.Builder.Apply(new SoftmaxOp(), logits);

    /// <summary>z − log Σ eᶻ over the last dimension.</summary>
    public static Node LogSoftmax(this Node logits) => logits.Builder.Apply(new LogSoftmaxOp(), logits);

    /// <summary>1 at the first maximum of the last dimension.</summary>
    public static Node ArgMaxMask(this Node scores) => scores.Builder.Apply(new ArgMaxMaskOp(), scores);

    /// <summary>1 at each index, along a new last dimension.</summary>
    public static Node OneHot(this Node indices, int classes) => indices.Builder.Apply(new OneHotOp(classes), indices);

    /// <summary>∂(Σ scalar)/∂x.</summary>
    public static Node GradientOf(Node scalar, Node withRespectTo, string name) =>
        scalar.Builder.Apply(new GradientOp(name), scalar, withRespectTo);

    /// <summary>∂(Σ value ⊙ cotangent)/∂x, where the cotangent is held constant: the product of a Jacobian with it.</summary>
    public static Node VectorJacobianProduct(Node value, Node withRespectTo, Node cotangent, string name) =>
        value.Builder.Apply(new GradientOp(name), value, withRespectTo, cotangent);

    /// <summary>Whether a small value fits a full one, but not in one block.</summary>
    private static bool NeedsOrder(Shape small, Shape full) => BroadcastPattern.Find(small, full) is null && BroadcastPattern.Fits(small, full);

    private static Node Map(this Node x, Operator map) => x.Builder.Apply(map, x);

    private static Node LeakyReluOf(this Node x, double slope) => x.Builder.Apply(new ReluBackwardOp(slope), x, x);

    private static Shape Reduced(Shape shape, int[] axes) => shape.With(shape.Dimensions.Select((extent, axis) => axes.Contains(axis) ? 1 : extent));
}
