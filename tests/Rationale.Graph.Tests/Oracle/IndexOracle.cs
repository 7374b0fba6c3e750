using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Oracle;

/// <summary>Operators that move elements, from the numbers of their dimensions.</summary>
internal static class IndexOracle
{
    /// <summary>Elements with their dimensions in another order.</summary>
    public static double[] Permuted(Node node, double[] input, PermuteOp permute)
    {
        var shape = node.Inputs[0].Shape;
        return [.. Enumerable.Range(0, input.Length).Select(i =>
        {
            var result = Coordinates(i, node.Shape);
            var source = new int[shape.Rank];
            for (var axis = 0; axis < shape.Rank; axis++)
            {
                source[permute.Order[axis]] = result[axis];
            }

            return input[(i / shape.Length * shape.Length) + Place(source, shape)];
        })];
    }

    /// <summary>One product for each pair of matrices.</summary>
    public static double[] Products(Node node, double[][] inputs, BatchedMatMulOp product)
    {
        var (left, right, result) = (node.Inputs[0].Shape, node.Inputs[1].Shape, node.Shape);
        var (rows, columns, inner) = (result.Dimensions[^2], result.Last, product.TransposeLeft ? left.Dimensions[^2] : left.Last);
        var count = inputs[0].Length / (rows * inner);
        return [.. Enumerable.Range(0, count * rows * columns).Select(at =>
        {
            var (pair, i, j) = (at / (rows * columns), at / columns % rows, at % columns);
            return Enumerable.Range(0, inner).Sum(k =>
                inputs[0][(pair * rows * inner) + (product.TransposeLeft ? (k * rows) + i : (i * inner) + k)]
                * inputs[1][(pair * inner * columns) + (product.TransposeRight ? (j * inner) + k : (k * columns) + j)]);
        })];
    }

    private static int[] Coordinates(int place, Shape shape)
    {
        var coordinates = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (place, coordinates[axis]) = (place / shape.Dimensions[axis], place % shape.Dimensions[axis]);
        }

        return coordinates;
    }

    private static int Place(int[] coordinates, Shape shape) => coordinates.Zip(shape.Dimensions).Aggregate(0, (place, pair) => (place * pair.Second) + pair.First);
}
