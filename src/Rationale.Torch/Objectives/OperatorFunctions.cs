using Rationale.Graph;
using Rationale.Graph.Operators;
using static TorchSharp.torch;

namespace Rationale.Torch.Objectives;

/// <summary>
/// How TorchSharp computes each operator that stands in an objective. Autograd differentiates what is called, so each function must have the operator's own derivative, at
/// kinks and ties as well. The generator writes the same as text for modules.
/// </summary>
internal sealed class OperatorFunctions
{
    private static readonly OperatorFunctions Instance = new();

    private readonly Dictionary<Type, Func<Node, GraphEvaluator, Tensor>> _rules = [];

    private OperatorFunctions()
    {
        Add<SettingOp>((setting, _, graph) => tensor(graph.Setting(setting.Key), graph.Like.dtype));
        Add<ConstantOp>((constant, _, graph) => constant.Shape.Rank == 0 && !constant.Shape.Batched
            ? tensor(constant.Value, graph.Like.dtype)
            : full(graph.Extents(constant.Shape), HeldNumbers.Get(constant.Value), graph.Like.dtype, graph.Like.device));
        Add<BatchSizeOp>((_, _, graph) => tensor((double)(graph.BatchSize ?? graph.Examples), graph.Like.dtype));
        Add<ModuleOp>((module, node, graph) => graph.Call!(module, graph[node.Inputs[0]]));

        Map<AffineOp>((affine, x) => affine.Shift == 0 ? x * HeldNumbers.Get(affine.Scale) : (x * HeldNumbers.Get(affine.Scale)) + HeldNumbers.Get(affine.Shift));
        Map<SquareOp>((_, x) => x.square());
        Map<SqrtOp>((_, x) => x.sqrt());
        Map<AbsOp>((_, x) => x.abs());
        Map<SignOp>((_, x) => x.sign());
        Map<ExpOp>((_, x) => x.exp());
        Map<ReciprocalOp>((_, x) => x.reciprocal());
        Map<ReluOp>((_, x) => x.relu());
        Map<TanhOp>((_, x) => x.tanh());
        Map<SigmoidOp>((_, x) => x.sigmoid());
        Map<SoftplusOp>((_, x) => nn.functional.logsigmoid(x.neg()).neg());
        Map<NormalCdfOp>((_, x) => special.ndtr(x));
        Map<NormalPdfOp>((_, x) => (x.square() * HeldNumbers.Get(-0.5)).exp() * HeldNumbers.Get(1 / Math.Sqrt(2 * Math.PI)));
        Map<HeavisideOp>((heaviside, x) => (x.gt(HeldNumbers.Get(0)).type_as(x) * HeldNumbers.Get(1 - heaviside.Below)) + HeldNumbers.Get(heaviside.Below));
        Add<ReluBackwardOp>((gate, node, graph) => where(graph[node.Inputs[0]].gt(HeldNumbers.Get(0)), graph[node.Inputs[1]], graph[node.Inputs[1]] * HeldNumbers.Get(gate.Below)));

        Join<AddOp>((x, y) => x + y);
        Join<SubtractOp>((x, y) => x - y);
        Join<MultiplyOp>((x, y) => x * y);
        Join<DivideOp>((x, y) => x / y);
        Join<MaximumOp>((x, y) => x.maximum(y));
        Join<GreaterOp>((x, y) => x.gt(y).type_as(x));
        Join<EqualOp>((x, y) => x.eq(y).type_as(x));

        Add<BroadcastOp>((broadcast, node, graph) => graph.Aligned(node, 0).expand(graph.Extents(broadcast.Shape)));
        Add<SumToOp>((_, node, graph) => Sum(node, graph));
        Add<ReshapeOp>((reshape, node, graph) => graph[node.Inputs[0]].reshape(graph.Extents(reshape.Shape)));
        Add<ConcatOp>((concat, node, graph) => cat([.. node.Inputs.Select(input => graph[input])], ExamplesFirst.Axis(node.Shape, concat.Axis)));
        Add<SliceOp>((slice, node, graph) => graph[node.Inputs[0]].narrow(ExamplesFirst.Axis(node.Shape, slice.Axis), slice.Start, slice.Count));
        Add<PermuteOp>((permute, node, graph) => graph[node.Inputs[0]].permute(
            [.. node.Shape.Batched ? [0] : Array.Empty<long>(), .. permute.Order.Select(axis => (long)ExamplesFirst.Axis(node.Shape, axis))]));
        Add<BatchedMatMulOp>((product, node, graph) =>
            Guarded.MatMul(Transposed(graph[node.Inputs[0]], product.TransposeLeft), Transposed(graph[node.Inputs[1]], product.TransposeRight)));
        Add<MatMulOp>((product, node, graph) => Guarded.MatMul(Transposed(Matrix(node, 0, graph), product.TransposeLeft), Transposed(Matrix(node, 1, graph), product.TransposeRight)));

        Map<SoftmaxOp>((_, x) => x.softmax(-1));
        Map<LogSoftmaxOp>((_, x) => x.log_softmax(-1));
        Map<ArgMaxMaskOp>((_, x) => nn.functional.one_hot(x.argmax(-1), x.shape[^1]).type_as(x));
        Add<OneHotOp>((hot, node, graph) => nn.functional.one_hot(graph[node.Inputs[0]].to(int64), hot.Classes).type_as(graph.Like));
    }

    /// <summary>The operators that have a function.</summary>
    public static IReadOnlyCollection<Type> Operators => Instance._rules.Keys;

    /// <summary>The value of a node.</summary>
    public static Tensor Compute(Node node, GraphEvaluator graph) => Instance._rules.TryGetValue(node.Operator.GetType(), out var rule)
        ? rule(node, graph)
        : throw new NotSupportedException($"The operator {node.Operator.Name} of '{node}' stands in an objective, but TorchSharp has no function for it here; add one to {nameof(OperatorFunctions)}.");

    private void Add<TOperator>(Func<TOperator, Node, GraphEvaluator, Tensor> rule)
        where TOperator : Operator => _rules.Add(typeof(TOperator), (node, graph) => rule((TOperator)node.Operator, node, graph));

    private void Map<TOperator>(Func<TOperator, Tensor, Tensor> rule)
        where TOperator : Operator => Add<TOperator>((@operator, node, graph) => rule(@operator, graph[node.Inputs[0]]));

    private void Join<TOperator>(Func<Tensor, Tensor, Tensor> rule)
        where TOperator : Operator => Add<TOperator>((_, node, graph) => rule(graph.Aligned(node, 0), graph.Aligned(node, 1)));

    private static Tensor Sum(Node node, GraphEvaluator graph)
    {
        var (x, full) = (graph[node.Inputs[0]], node.Inputs[0].Shape);
        long[] axes = [.. ExamplesFirst.Reduced(node.Shape, full).Select(axis => (long)axis)];
        var sum = axes.Length == 0 ? x : x.sum(axes, keepdim: true);
        return ExamplesFirst.KeepsRank(node.Shape, full) ? sum : sum.reshape(graph.Extents(node.Shape));
    }

    /// <summary>A batched value of several dimensions as the matrix that a product over the examples sees in it.</summary>
    private static Tensor Matrix(Node node, int index, GraphEvaluator graph)
    {
        var value = graph[node.Inputs[index]];
        return node.Inputs.All(input => input.Shape.Batched) && node.Inputs[index].Shape.Rank > 1 ? value.flatten(0, -2) : value;
    }

    private static Tensor Transposed(Tensor matrix, bool transposed) => transposed ? matrix.transpose(-2, -1) : matrix;
}
