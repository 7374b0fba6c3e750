using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>What chooses by index, and the adjoints.</summary>
internal static class GatherTensors
{
    public static void Register(TensorTable table)
    {
        table.Add<GatherRowsOp>((_, node, context) =>
        {
            var result = context.Result();
            context.Out("index_select.out", result.Matrix(node.Shape.Last), context[node.Inputs[0]], 0, Flat(Indices(node.Inputs[1], context)));
            return result;
        });
        table.Add<ScatterRowsOp>((_, node, context) =>
        {
            var result = context.Result();
            context.Call("zero_", result, result);
            var values = context.Contiguous(context[node.Inputs[0]]).Matrix(node.Shape.Last);
            return context.Call("index_add_", result, result, 0, Flat(Indices(node.Inputs[1], context)), values);
        });
    }

    /// <summary>Class indices as they are; real values that are integers as integers.</summary>
    public static TensorView Indices(Node node, TensorContext context)
    {
        var own = context[node];
        return own.Buffer.Type == TensorType.Index ? own : context.Companion(node, "indices", () =>
        {
            var indices = context.NewBuffer(node.Shape, TensorType.Index);
            return context.Call("copy_", indices, indices, own);
        });
    }

    private static TensorView Flat(TensorView indices) => indices.Reshape((indices.Dimensions.Aggregate(1, (product, dimension) => product * dimension.Extent), indices.Batched));
}
