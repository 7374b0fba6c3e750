using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Operators;

/// <summary>
/// Matrix product with transposes as flags. A batched value [batch × … × k] is a matrix whose rows are all but the last dimension. Three forms exist,
/// closed under differentiation: rows times a whole matrix gives rows; transposed rows times rows gives a whole matrix (the sum over the batch: a
/// weight gradient); whole times whole gives whole.
/// </summary>
/// <param name="TransposeLeft">Whether the left matrix is transposed.</param>
/// <param name="TransposeRight">Whether the right matrix is transposed.</param>
public sealed record MatMulOp(bool TransposeLeft, bool TransposeRight) : Operator, IPanelProduct
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        var (left, right) = (inputs[0], inputs[1]);
        return (left.Batched, right.Batched) switch
        {
            (true, false) when !TransposeLeft && left.Rank >= 1 && right.Rank == 2 =>
                left.With(left.Dimensions.Take(left.Rank - 1).Append(Fit(left.Last, right, left))),
            (true, true) when TransposeLeft && !TransposeRight && left.Rank >= 1 && right.Rank >= 1 && Leading(left) == Leading(right) =>
                Shape.Unbatched(left.Last, right.Last),
            (false, false) when left.Rank == 2 && right.Rank == 2 =>
                Shape.Unbatched(left.Dimensions[TransposeLeft ? 1 : 0], Fit(left.Dimensions[TransposeLeft ? 0 : 1], right, left)),
            _ => throw new ShapeException($"{Flag(left, TransposeLeft)} · {Flag(right, TransposeRight)} is not a matrix product"),
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent)
    {
        var (left, right) = (node.Inputs[0], node.Inputs[1]);

        // C = op(A)·op(B): the cotangent of op(A) is D·op(B)ᵀ and that of op(B) is op(A)ᵀ·D; transposed where the operand is.
        return
        [
            TransposeLeft ? right.MatMul(cotangent, TransposeRight, true) : cotangent.MatMul(right, false, !TransposeRight),
            TransposeRight ? cotangent.MatMul(left, true, TransposeLeft) : left.MatMul(cotangent, !TransposeLeft, false),
        ];
    }

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs switch
    {
        [{ Operator: PermuteOp { IsTranspose: true }, Inputs: [{ Shape.Batched: false } x] }, var y] => x.MatMul(y, !TransposeLeft, TransposeRight),
        [var x, { Operator: PermuteOp { IsTranspose: true }, Inputs: [{ Shape.Batched: false } y] }] => x.MatMul(y, TransposeLeft, !TransposeRight),
        [{ Operator: ConstantOp { Value: 0 } }, _] or [_, { Operator: ConstantOp { Value: 0 } }] => node.Builder.Constant(0, node.Shape),
        _ => null,
    };

    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output)
    {
        var (left, right) = (inputs[0], inputs[1]);
        return left.Batched && right.Batched
            ? 2L * left.Length * right.Last
            : 2L * left.Length * (right.Length / right.Dimensions[TransposeRight ? 1 : 0]);
    }

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) =>
        $"{MultiplyOp.Factor(inputs[0], TransposeLeft)}·{MultiplyOp.Factor(inputs[1], TransposeRight)}";

    /// <inheritdoc/>
    PackOp IPanelProduct.Pack(Node product)
    {
        var matrix = product.Inputs[1].Shape.Dimensions;
        return TransposeRight ? new PackPanelsOp(matrix[1], matrix[0], true) : new PackPanelsOp(matrix[0], matrix[1], false);
    }

    /// <inheritdoc/>
    LoweredOp IPanelProduct.Kernel(Node product, Epilogue epilogue, double below) => new PanelProductOp(product.Inputs[0].Shape.Last, product.Shape.Last, epilogue, below);

    /// <inheritdoc/>
    bool IPanelProduct.Takes(Epilogue epilogue) => true;

    private int Fit(int inner, Shape right, Shape left) => right.Dimensions[TransposeRight ? 1 : 0] == inner
        ? right.Dimensions[TransposeRight ? 0 : 1]
        : throw new ShapeException($"{Flag(left, TransposeLeft)} · {Flag(right, TransposeRight)} does not fit: {inner} columns meet {right.Dimensions[TransposeRight ? 1 : 0]} rows");

    private static int Leading(Shape shape) => shape.Length / shape.Last;

    private static string Flag(Shape shape, bool transposed) => transposed ? $"{shape}ᵀ" : shape.ToString();
}
