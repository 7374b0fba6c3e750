using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>Maps of two values; libtorch repeats the smaller one itself.</summary>
internal static class BinaryTensors
{
    public static void Register(TensorTable table)
    {
        Plain<AddOp>(table, "add.out", 1.0);
        Plain<SubtractOp>(table, "sub.out", 1.0);
        Plain<MultiplyOp>(table, "mul.out");
        Plain<DivideOp>(table, "div.out");
        Plain<MaximumOp>(table, "maximum.out");
        Plain<GreaterOp>(table, "gt.Tensor_out");
        Plain<EqualOp>(table, "eq.Tensor_out");
    }

    /// <summary>A product of matrices to which a bias or another product is added is one call.</summary>
    private static void Plain<TOperator>(TensorTable table, string name, params TensorArgument[] more)
        where TOperator : BinaryOp => table.Add<TOperator>((_, node, context) =>
        {
            if (node.Operator is AddOp && (MatMulTensors.WithBias(node, context) ?? MatMulTensors.Joined(node, context)) is { } sum)
            {
                return sum;
            }

            var (left, right) = (Over(context[node.Inputs[0]], node), Over(context[node.Inputs[1]], node));
            return context.Elementwise(name, context.Result(), [left, right, .. more]);
        });

    /// <summary>Shapes are aligned at their last dimensions, but a batch is always the first.</summary>
    private static TensorView Over(TensorView operand, Node node) => operand.Rank == 0 || operand.Rank == node.Shape.Rank + (node.Shape.Batched ? 1 : 0)
        ? operand
        : operand.Expand(node.Shape);
}
