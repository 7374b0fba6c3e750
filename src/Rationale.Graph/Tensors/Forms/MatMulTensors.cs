using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>Products of matrices; transposes are views.</summary>
internal static class MatMulTensors
{
    public static void Register(TensorTable table)
    {
        // A product that its user computes has no value of its own; what stands for it is never read.
        table.Add<MatMulOp>((product, node, context) => IsEnded(node, context) || context.IsJoined(node)
            ? context[node.Inputs[0]]
            : Product("mm.out", product, node, context.Result(), context, []));
        table.Add<BatchedMatMulOp>((product, node, context) =>
        {
            var left = Matrices(context.Contiguous(context[node.Inputs[0]]), node.Inputs[0].Shape, product.TransposeLeft);
            var right = Matrices(context.Contiguous(context[node.Inputs[1]]), node.Inputs[1].Shape, product.TransposeRight);
            var result = context.Result();
            context.Out("bmm.out", Matrices(result, node.Shape, transposed: false), left, right);
            return result;
        });
    }

    /// <summary>The sum of a product of examples with a matrix and of a bias in one call; null where the node is no such sum.</summary>
    public static TensorView? WithBias(Node node, TensorContext context) => Ended(node) is var (product, bias) && context.Uses(product) == 1
        ? Product("addmm.out", (MatMulOp)product.Operator, product, context.Result(), context, [context[bias]])
        : null;

    /// <summary>The sum of two products over the batch, the second added to the first as it is computed; null where the node is no such sum.</summary>
    public static TensorView? Joined(Node node, TensorContext context)
    {
        if (node.Shape.Batched || !node.Inputs.All(context.IsJoined))
        {
            return null;
        }

        var result = context.Result();
        Product("mm.out", (MatMulOp)node.Inputs[0].Operator, node.Inputs[0], result, context, []);
        return Product("addmm.out", (MatMulOp)node.Inputs[1].Operator, node.Inputs[1], result, context, [result]);
    }

    private static (Node Product, Node Bias)? Ended(Node node) =>
        node is { Operator: AddOp, Inputs: [{ Operator: MatMulOp, Shape.Batched: true } product, { Shape: { Batched: false, Rank: 1 } } bias] } && bias.Shape.Last == product.Shape.Last
            ? (product, bias)
            : null;

    /// <summary>Whether the only user adds a bias, and so computes the product as well.</summary>
    public static bool IsEnded(Node node, TensorContext context) => context.Uses(node) == 1 && context.UserOf(node) is { } user && Ended(user)?.Product == node;

    private static TensorView Product(string name, MatMulOp product, Node node, TensorView result, TensorContext context, TensorArgument[] first)
    {
        var (left, right) = (Matrix(node.Inputs[0], context), Matrix(node.Inputs[1], context));
        context.Out(
            name,
            result.Matrix(node.Shape.Last),
            [.. first, product.TransposeLeft ? left.Permute(1, 0) : left, product.TransposeRight ? right.Permute(1, 0) : right, .. first.Length > 0 ? new TensorArgument[] { 1.0, 1.0 } : []]);
        return result;
    }

    /// <summary>A whole matrix may lie in any order; examples are folded into one dimension.</summary>
    private static TensorView Matrix(Node node, TensorContext context) => node.Shape is { Batched: false, Rank: 2 } or { Batched: true, Rank: 1 }
        ? context[node]
        : context.Contiguous(context[node]).Matrix(node.Shape.Last);

    private static TensorView Matrices(TensorView view, Shape shape, bool transposed)
    {
        var (examples, columns) = (shape.Dimensions[shape.Rank - 2], shape.Last);
        var matrices = view.Reshape((shape.Length / (examples * columns), shape.Batched), (examples, false), (columns, false));
        return transposed ? matrices.Permute(0, 2, 1) : matrices;
    }
}
