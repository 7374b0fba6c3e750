namespace Rationale.Graph.Operators;

/// <summary>
/// A product for each pair of matrices: [… × m × k] · [… × k × n] gives [… × m × n], where the leading dimensions, the batch included, are equal. Transposes are
/// flags, so the set is closed under differentiation. Where one matrix serves all rows, <see cref="MatMulOp"/> is the operator.
/// </summary>
/// <param name="TransposeLeft">Whether the left matrices are transposed.</param>
/// <param name="TransposeRight">Whether the right matrices are transposed.</param>
public sealed record BatchedMatMulOp(bool TransposeLeft, bool TransposeRight) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        var (left, right) = (inputs[0], inputs[1]);
        if (left.Batched != right.Batched || left.Rank < 2 || left.Rank != right.Rank || !left.Dimensions.Take(left.Rank - 2).SequenceEqual(right.Dimensions.Take(right.Rank - 2)))
        {
            throw new ShapeException($"{left} and {right} are not matrices in pairs: all dimensions but the last two must be equal, the batch included");
        }

        var (examples, inner) = Matrix(left, TransposeLeft);
        var (rightInner, columns) = Matrix(right, TransposeRight);
        return inner == rightInner
            ? left.With([.. left.Dimensions.Take(left.Rank - 2), examples, columns])
            : throw new ShapeException($"{left}{(TransposeLeft ? "ᵀ" : "")} · {right}{(TransposeRight ? "ᵀ" : "")} does not fit: {inner} columns meet {rightInner} rows");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent)
    {
        var (left, right) = (node.Inputs[0], node.Inputs[1]);
        return
        [
            TransposeLeft ? right.BatchedMatMul(cotangent, TransposeRight, true) : cotangent.BatchedMatMul(right, false, !TransposeRight),
            TransposeRight ? cotangent.BatchedMatMul(left, true, TransposeLeft) : left.BatchedMatMul(cotangent, !TransposeLeft, false),
        ];
    }

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs switch
    {
        [{ Operator: PermuteOp { IsTranspose: true }, Inputs: [var x] }, var y] => x.BatchedMatMul(y, !TransposeLeft, TransposeRight),
        [var x, { Operator: PermuteOp { IsTranspose: true }, Inputs: [var y] }] => x.BatchedMatMul(y, TransposeLeft, !TransposeRight),
        [{ Operator: ConstantOp { Value: 0 } }, _] or [_, { Operator: ConstantOp { Value: 0 } }] => node.Builder.Constant(0, node.Shape),
        [{ Shape: { Batched: false, Rank: 2 } } x, var y] => x.MatMul(y, TransposeLeft, TransposeRight),
        _ => null,
    };

    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output)
    {
        var (count, examples, inner, columns) = Sizes(inputs[0], inputs[1]);
        return 2L * count * examples * inner * columns;
    }

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) =>
        $"{MultiplyOp.Factor(inputs[0], TransposeLeft)}·{MultiplyOp.Factor(inputs[1], TransposeRight)}, per example";

    /// <summary>Sizes of one product, and how many there are without the batch, as kernels need them.</summary>
    public (int Count, int Rows, int Inner, int Columns) Sizes(Shape left, Shape right)
    {
        var (examples, inner) = Matrix(left, TransposeLeft);
        return (left.Length / (examples * inner), examples, inner, Matrix(right, TransposeRight).Columns);
    }

    private static (int Rows, int Columns) Matrix(Shape shape, bool transposed) => transposed
        ? (shape.Dimensions[shape.Rank - 1], shape.Dimensions[shape.Rank - 2])
        : (shape.Dimensions[shape.Rank - 2], shape.Dimensions[shape.Rank - 1]);
}
