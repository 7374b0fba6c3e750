using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>What treats the last dimension as the scores of classes.</summary>
internal static class SoftmaxTensors
{
    public static void Register(TensorTable table)
    {
        table.Add<SoftmaxOp>((_, node, context) => context.Out("_softmax.out", context.Result(), context[node.Inputs[0]], -1, false));
        table.Add<LogSoftmaxOp>((_, node, context) => context.Out("_log_softmax.out", context.Result(), context[node.Inputs[0]], -1, false));
        table.Add<ArgMaxMaskOp>((_, node, context) =>
        {
            var classes = context.NewBuffer(LastAxisOp.Reduced(node.Shape), TensorType.Index);
            context.Out("argmax.out", classes, context[node.Inputs[0]], -1, true);
            return Ones(classes, context.Result(), context);
        });
        table.Add<OneHotOp>((_, node, context) =>
        {
            var classes = GatherTensors.Indices(node.Inputs[0], context);
            return Ones(classes.Unsqueeze(classes.Rank), context.Result(), context);
        });
    }

    private static TensorView Ones(TensorView classes, TensorView result, TensorContext context)
    {
        context.Call("zero_", result, result);
        return context.Call("scatter_.value", result, result, -1, classes, 1.0);
    }
}
