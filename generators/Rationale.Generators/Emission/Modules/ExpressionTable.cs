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
        Add<Setting>((setting, x) => x.Setting(setting.Key));
        Add<Constant>((constant, x) => constant.Value);
        Add<BatchRows>((_, x) => new Expression($"{x.Features}.shape[0]", IsNumber: true));

        Add<Affine>(Scaled);
        Add<Square>((_, x) => x[0].Call("pow", 2));
        Add<Sqrt>((_, x) => x[0].Call("sqrt"));
        Add<Abs>((_, x) => x[0].Call("abs"));
        Add<Sign>((_, x) => x[0].Call("sign"));
        Add<Exp>((_, x) => x[0].Call("exp"));
        Add<Reciprocal>((_, x) => 1 / x[0]);
        Add<Relu>((_, x) => x[0].Call("relu"));
        Add<Tanh>((_, x) => x[0].Call("tanh"));
        Add<Sigmoid>((_, x) => x[0].Call("sigmoid"));
        Add<Softplus>((_, x) => x[0].Call("softplus", new Expression($"threshold: {Literals.Of(SoftplusIsLinear)}")));
        Add<Heaviside>((heaviside, x) => heaviside.Below == 0 ? x.Mask(x[0].GreaterThan(0)) : ((1 - heaviside.Below) * x.Mask(x[0].GreaterThan(0))) + heaviside.Below);
        Add<ReluBackward>((gate, x) => x[1].Call("where", x[0].GreaterThan(0), gate.Below * x[1]));

        Add<Add>((_, x) => x.Aligned(0) + x.Aligned(1));
        Add<Subtract>((_, x) => x.Aligned(0) - x.Aligned(1));
        Add<Multiply>((_, x) => x.Aligned(0) * x.Aligned(1));
        Add<Divide>((_, x) => x.Aligned(0) / x.Aligned(1));
        Add<Maximum>((_, x) => x.IsDataAndNumber ? x[0].Call("clamp_min", x[1]) : x.Filled(0).Call("maximum", x.Filled(1)));
        Add<Greater>((_, x) => x.Mask(x.Aligned(0).GreaterThan(x.Aligned(1))));
        Add<Equal>((_, x) => x.Mask(x.Filled(0).Call("eq", x.Filled(1))));

        Add<Broadcast>((broadcast, x) => x.Aligned(0).Call("expand", x.Extents(broadcast.Shape)));
        Add<SumTo>((sum, x) => Picked(sum, x) ?? Sum(sum.Shape, x.Shapes[0], x[0]));
        Add<Reshape>((reshape, x) => Reshaped(reshape.Shape, x.Shapes[0], x[0]));
        Add<Slice>((slice, x) => x[0].Call("narrow", x.Axis(slice.Axis), slice.Start, slice.Count));
        Add<Permute>((permute, x) => x[0].Call("permute", [.. x.Shapes[0].Batched ? [0] : Array.Empty<Expression>(), .. permute.Order.Select(x.Axis)]));
        Add<BatchedMatMul>((product, x) => Transposed(x.Filled(0), product.TransposeLeft).Call("matmul", Transposed(x.Filled(1), product.TransposeRight)));
        Add<MatMul>((product, x) => Transposed(Matrix(x, 0), product.TransposeLeft).Call("matmul", Transposed(Matrix(x, 1), product.TransposeRight)));

        Add<Softmax>((_, x) => x[0].Call("softmax", -1));
        Add<LogSoftmax>((_, x) => x[0].Call("log_softmax", -1));
        Add<ArgMaxMask>((_, x) => x.OneHot(x[0].Call("argmax", -1), x.Shapes[0].Last));
        Add<OneHot>((hot, x) => x.OneHot(x.Inputs[0].Operator is Labels ? x[0] : x[0].Call("to", new Expression("global::TorchSharp.torch.int64")), hot.Classes));
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

    private static Expression Scaled(Affine affine, Operands x) => (affine.Scale, affine.Shift) switch
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
    private static Expression? Picked(SumTo sum, Operands x)
    {
        if (x.Inputs[0] is not { Operator: Multiply, Inputs: [var left, var right], Shape: { Batched: true, Rank: 1 } shape } || left.Shape != right.Shape || sum.Shape.Rank == 1 && sum.Shape.Last != 1)
        {
            return null;
        }

        var (mask, values) = left.Operator is OneHot or ArgMaxMask ? (left, right) : (right, left);
        Expression? index = mask switch
        {
            { Operator: OneHot, Inputs: [{ Operator: Labels } labels] } => x.Of(labels).Call("reshape", -1, 1),
            { Operator: ArgMaxMask, Inputs: [var scores] } => x.Of(scores).Call("argmax", 1, new Expression("keepdim: true")),
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
        var over = axes.Count == 1 ? (Expression)axes[0] : new Expression($"[{string.Join(", ", axes.Select(Literals.Of))}]");
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
