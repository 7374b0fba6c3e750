using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>Repeating, which is a view, and reducing.</summary>
internal static class BroadcastingTensors
{
    public static void Register(TensorTable table)
    {
        table.Add<BroadcastOp>((broadcast, node, context) => Aligned(context[node.Inputs[0]], node.Inputs[0].Shape, broadcast.Shape).Expand(broadcast.Shape));
        table.Add<SumToOp>((sum, node, context) => Reduce("sum.IntList_out", node, context, [true, TensorNone.Instance]));
    }

    /// <summary>A batched value with fewer dimensions than it is repeated to: extents of one stand behind the batch, not before it.</summary>
    public static TensorView Aligned(TensorView view, Shape own, Shape full)
    {
        for (var missing = own.Batched ? full.Rank - own.Rank : 0; missing > 0; missing--)
        {
            view = view.Unsqueeze(1);
        }

        return view;
    }

    private static TensorView Reduce(string name, Node node, TensorContext context, TensorArgument[] more)
    {
        var (x, full, small) = (context[node.Inputs[0]], node.Inputs[0].Shape, node.Shape);
        var result = context.Result();

        // The result with as many dimensions as the operand: ones where it is reduced.
        var padding = full.Rank - small.Rank;
        var extents = Enumerable.Range(0, full.Rank).Select(axis => axis < padding ? 1 : small.Dimensions[axis - padding]).ToArray();
        var reduced = Enumerable.Range(0, full.Rank).Where(axis => extents[axis] != full.Dimensions[axis]).Select(axis => axis + (full.Batched ? 1 : 0));
        var kept = extents.Select(extent => (extent, false)).ToList();
        if (full.Batched)
        {
            kept.Insert(0, (1, small.Batched));
        }

        var over = full.Batched && !small.Batched ? reduced.Prepend(0) : reduced;
        context.Out(name, result.Reshape([.. kept]), [x, over.ToArray(), .. more]);
        return result;
    }
}
