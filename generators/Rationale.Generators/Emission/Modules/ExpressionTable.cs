using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Modules;

/// <summary>
/// How each operator of an objective is said in TorchSharp. Autograd differentiates what is written, so each expression must have the operator's own derivative, at kinks and
/// ties as well.
/// </summary>
internal sealed class ExpressionTable
{
    /// <summary>Above it log(1 + eˣ) is x in double precision. libtorch's own threshold of 20 is seen by single precision only.</summary>
    private const double SoftplusIsLinear = 50;

    private static readonly ExpressionTable Instance = new();

    private readonly Dictionary<Type, Func<Operator, Operands, Expression>> _rules = [];

    private ExpressionTable()
    {
        Add<SettingOp>((setting, x) => x.Setting(setting.Key));
        Add<ConstantOp>((constant, x) => constant.Value);
        Add<BatchSizeOp>((_, x) => new Expression($"{x.Features}.shape[0]", IsNumber: true));

        Add<AffineOp>(Scaled);
        Add<SquareOp>((_, x) => x[0].Call("pow", 2));
        Add<SqrtOp>((_, x) => x[0].Call("sqrt"));
        Add<AbsOp>((_, x) => x[0].Call("abs"));
        Add<SignOp>((_, x) => x[0].Call("sign"));
        Add<ExpOp>((_, x) => x[0].Call("exp"));
        Add<ReciprocalOp>((_, x) => 1 / x[0]);
        Add<ReluOp>((_, x) => x[0].Call("relu"));
        Add<TanhOp>((_, x) => x[0].Call("tanh"));
        Add<SigmoidOp>((_, x) => x[0].Call("sigmoid"));
        Add<SoftplusOp>((_, x) => x[0].Call("softplus", new Expression($"threshold: {Literals.Format(SoftplusIsLinear)}")));
        Add<NormalCdfOp>((_, x) => new Expression($"global::TorchSharp.torch.special.ndtr({x[0].Text})"));
        Add<NormalPdfOp>((_, x) => (1 / Math.Sqrt(2 * Math.PI)) * (-0.5 * x[0].Call("pow", 2)).Call("exp"));
        Add<HeavisideOp>((heaviside, x) => heaviside.Below == 0 ? x.Mask(x[0].GreaterThan(0)) : ((1 - heaviside.Below) * x.Mask(x[0].GreaterThan(0))) + heaviside.Below);
        Add<ReluBackwardOp>((gate, x) => x[1].Call("where", x[0].GreaterThan(0), gate.Below * x[1]));

        Add<AddOp>((_, x) => x.Aligned(0) + x.Aligned(1));
        Add<SubtractOp>((_, x) => x.Aligned(0) - x.Aligned(1));
        Add<MultiplyOp>((_, x) => x.Aligned(0) * x.Aligned(1));
        Add<DivideOp>((_, x) => x.Aligned(0) / x.Aligned(1));
        Add<MaximumOp>((_, x) => x.IsDataAndNumber ? x[0].Call("clamp_min", x[1]) : x.Filled(0).Call("maximum", x.Filled(1)));
        Add<GreaterOp>((_, x) => x.Mask(x.Aligned(0).GreaterThan(x.Aligned(1))));
        Add<EqualOp>((_, x) => x.Mask(x.Filled(0).Call("eq", x.Filled(1))));

        Add<BroadcastOp>((broadcast, x) => x.Aligned(0).Call("expand", x.Extents(broadcast.Shape)));
        Add<SumToOp>((sum, x) => Picked(sum, x) ?? Sum(sum.Shape, x.Shapes[0], x[0]));
        Add<ReshapeOp>((reshape, x) => Reshaped(reshape.Shape, x.Shapes[0], x[0]));
        Add<ConcatOp>((concat, x) => new Expression($"global::TorchSharp.torch.cat([{string.Join(", ", x.Inputs.Select((_, index) => x.Filled(index).Text))}], {x.Axis(concat.Axis).Text})"));
        Add<SliceOp>((slice, x) => x[0].Call("narrow", x.Axis(slice.Axis), slice.Start, slice.Count));
        Add<PermuteOp>((permute, x) => x[0].Call("permute", [.. x.Shapes[0].Batched ? [0] : Array.Empty<Expression>(), .. permute.Order.Select(x.Axis)]));
        Add<BatchedMatMulOp>((product, x) => Transposed(x.Filled(0), product.TransposeLeft).Call("matmul", Transposed(x.Filled(1), product.TransposeRight)));
        Add<MatMulOp>((product, x) => Transposed(Matrix(x, 0), product.TransposeLeft).Call("matmul", Transposed(Matrix(x, 1), product.TransposeRight)));

        Add<SoftmaxOp>((_, x) => x[0].Call("softmax", -1));
        Add<LogSoftmaxOp>((_, x) => x[0].Call("log_softmax", -1));
        Add<ArgMaxMaskOp>((_, x) => x.OneHot(x[0].Call("argmax", -1), x.Shapes[0].Last));
        Add<OneHotOp>((hot, x) => x.OneHot(x.Inputs[0].Operator is LabelsOp ? x[0] : x[0].Call("to", new Expression("global::TorchSharp.torch.int64")), hot.Classes));
    }

    /// <summary>The operators that have an expression.</summary>
    public static IReadOnlyCollection<Type> Operators => Instance._rules.Keys;

    /// <summary>The expression of a value.</summary>
    /// <exception cref="NotSupportedException">The operator has none.</exception>
    public static Expression Write(Operator @operator, Operands operands) => Instance._rules.TryGetValue(@operator.GetType(), out var rule)
        ? rule(@operator, operands)
        : throw new NotSupportedException($"The operator {@operator.Name} stands in an objective, but has no expression over TorchSharp; give it one in {nameof(ExpressionTable)}.");

    private void Add<TOperator>(Func<TOperator, Operands, Expression> rule)
        where TOperator : Operator => _rules.Add(typeof(TOperator), (@operator, operands) => rule((TOperator)@operator, operands));

    private static Expression Scaled(AffineOp affine, Operands x) => (affine.Scale, affine.Shift) switch
    {
        (-1, 0) => -x[0],
        (var scale, 0) => scale * x[0],
        (1, < 0) => x[0] - -affine.Shift,
        (1, var shift) => x[0] + shift,
        (-1, var shift) => shift - x[0],
        (var scale, < 0) => (scale * x[0]) - -affine.Shift,
        var (scale, shift) => (scale * x[0]) + shift,
    };

    /// <summary>A sum over classes of values times a mask that is one at a single class: the value there.</summary>
    private static Expression? Picked(SumToOp sum, Operands x)
    {
        if (x.Inputs[0] is not { Operator: MultiplyOp, Inputs: [var left, var right], Shape: { Batched: true, Rank: 1 } shape } || left.Shape != right.Shape || sum.Shape.Rank == 1 && sum.Shape.Last != 1)
        {
            return null;
        }

        var (mask, values) = left.Operator is OneHotOp or ArgMaxMaskOp ? (left, right) : (right, left);
        Expression? index = mask switch
        {
            { Operator: OneHotOp, Inputs: [{ Operator: LabelsOp } labels] } => x.Of(labels).Call("reshape", -1, 1),
            { Operator: ArgMaxMaskOp, Inputs: [var scores] } => x.Of(scores).Call("argmax", 1, new Expression("keepdim: true")),
            _ => null,
        };
        return index is { } picked ? Sum(sum.Shape, shape.With([1]), x.Of(values).Call("gather", 1, picked)) : null;
    }

    private static Expression Sum(Shape small, Shape full, Expression value)
    {
        if (small == full || small == Shape.Scalar)
        {
            return small == full ? value : value.Call("sum");
        }

        var axes = ExamplesFirst.Reduced(small, full);
        var over = axes.Count == 1 ? (Expression)axes[0] : new Expression($"[{string.Join(", ", axes.Select(Literals.Format))}]");
        var sum = value.Call("sum", over, new Expression("keepdim: true"));
        return ExamplesFirst.KeepsRank(small, full) ? sum : sum.Call("reshape", Lengths(small));
    }

    private static Expression Reshaped(Shape shape, Shape old, Expression value) =>
        shape.Batched && shape.Rank == 1 ? value.Call("flatten", 1)
        : shape.Dimensions.SequenceEqual(old.Dimensions.Append(1)) ? value.Call("unsqueeze", -1)
        : value.Call("reshape", Lengths(shape));

    /// <summary>A batched value of several dimensions as the matrix that a product sees in it, where the product does not see it by itself.</summary>
    private static Expression Matrix(Operands x, int index) => x.Shapes[0].Batched && x.Shapes[1].Batched && x.Shapes[index].Rank > 1
        ? x[index].Call("flatten", 0, -2)
        : x[index];

    private static Expression Transposed(Expression matrix, bool transposed) => transposed ? matrix.Call("transpose", -2, -1) : matrix;

    private static Expression[] Lengths(Shape shape) => [.. shape.Batched ? [-1] : Array.Empty<Expression>(), .. shape.Dimensions.Select(extent => (Expression)extent)];
}
