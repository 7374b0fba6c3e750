using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>Images at other sizes, and the adjoints.</summary>
internal static class ResizeTensors
{
    public static void Register(TensorTable table)
    {
        table.Add<ResizeOp>((resize, node, context) =>
        {
            var result = context.Result();
            var size = new[] { resize.Height, resize.Width };
            context.Out($"{Name(resize.Kind)}.out", ConvolutionTensors.Channels(result), [ConvolutionTensors.Image(node.Inputs[0], context), size, .. Corners(resize.Kind), TensorNone.Instance, TensorNone.Instance]);
            return result;
        });
        table.Add<ResizeBackwardOp>((fold, node, context) =>
        {
            var (result, from, to) = (context.Result(), node.Inputs[0].Shape.Dimensions, fold.Image.Dimensions);
            var size = new TensorInts(EquatableArray.Create(to[2], to[0], to[1]), RowsFirst: true);
            context.Out(
                $"{Name(fold.Kind)}_backward.grad_input",
                ConvolutionTensors.Channels(result),
                [ConvolutionTensors.Image(node.Inputs[0], context), new[] { from[0], from[1] }, size, .. Corners(fold.Kind), TensorNone.Instance, TensorNone.Instance]);
            return result;
        });
    }

    private static string Name(ResizeKind kind) => kind == ResizeKind.Nearest ? "upsample_nearest2d" : "upsample_bilinear2d";

    /// <summary>Only the bilinear form asks whether corners are aligned.</summary>
    private static TensorArgument[] Corners(ResizeKind kind) => kind == ResizeKind.Nearest ? [] : [false];
}
