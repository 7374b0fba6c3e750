using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>What only rearranges: views where that is enough.</summary>
internal static class LayoutTensors
{
    public static void Register(TensorTable table)
    {
        table.Add<ReshapeOp>((reshape, node, context) => context.Contiguous(context[node.Inputs[0]]).Reshape([.. TensorView.Extents(reshape.Shape)]));
        table.Add<PermuteOp>((permute, node, context) =>
        {
            var batch = node.Shape.Batched ? 1 : 0;
            return context[node.Inputs[0]].Permute([.. Enumerable.Range(0, batch), .. permute.Order.Select(axis => axis + batch)]);
        });
        table.Add<SliceOp>((slice, node, context) => context[node.Inputs[0]].Narrow(Axis(slice.Axis, node), slice.Start, slice.Count));
        table.Add<PadOp>((pad, node, context) =>
        {
            var result = context.Result();
            context.Call("zero_", result, result);
            var place = result.Narrow(Axis(pad.Axis, node), pad.Start, node.Inputs[0].Shape.Dimensions[pad.Axis]);
            context.Call("copy_", place, place, context[node.Inputs[0]]);
            return result;
        });
        table.Add<ConcatOp>((concat, node, context) =>
            context.Out("cat.out", context.Result(), new TensorOperands(new(node.Inputs.Select(input => context[input]))), Axis(concat.Axis, node)));
    }

    private static int Axis(int axis, Node node) => axis + (node.Shape.Batched ? 1 : 0);
}
