using System.Globalization;
using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>Running sums and triangles.</summary>
internal static class CumulativeTensors
{
    public static void Register(TensorTable table)
    {
        table.Add<LowerTriangleOp>((triangle, node, context) =>
        {
            var (x, result) = (context[node.Inputs[0]], context.Result());
            if (triangle.Above == 0)
            {
                return context.Out("tril.out", result, x, 0);
            }

            var above = context.Once(() => Above(node.Shape, context));
            context.Call("copy_", result, result, x);
            return context.Call("masked_fill_.Scalar", result, result, above, triangle.Above);
        });
    }

    /// <summary>True above the diagonal.</summary>
    private static TensorView Above(Shape shape, TensorContext context)
    {
        var matrix = Shape.Unbatched(shape.Dimensions[shape.Rank - 2], shape.Last);
        var name = string.Format(CultureInfo.InvariantCulture, "above the diagonal of {0}", matrix);
        var ones = context.Kept(name + ", as numbers", matrix, TensorType.Real);
        context.Call("fill_.Scalar", ones, ones, 1.0);
        context.Call("triu_", ones, ones, 1);
        return context.Out("gt.Scalar_out", context.Kept(name, matrix, TensorType.Bool), ones, 0.0);
    }
}
