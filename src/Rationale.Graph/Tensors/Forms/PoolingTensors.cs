using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>Poolings. Where maxima stand is computed once for all who ask about the same image.</summary>
internal static class PoolingTensors
{
    public static void Register(TensorTable table)
    {
        table.Add<MaxPoolOp>((pool, node, context) => Maxima(node.Inputs[0], pool.Window, context).Values);
        table.Add<MaxPoolBackwardOp>((scatter, node, context) =>
        {
            var (x, result) = (ConvolutionTensors.Image(node.Inputs[0], context), context.Result());
            var places = ConvolutionTensors.Channels(Maxima(node.Inputs[0], scatter.Window, context).Places);
            var cotangent = ConvolutionTensors.Image(node.Inputs[1], context);
            if (scatter.Window is AdaptiveWindow)
            {
                context.Out("adaptive_max_pool2d_backward.grad_input", ConvolutionTensors.Channels(result), cotangent, x, places);
            }
            else
            {
                context.Out("max_pool2d_with_indices_backward.grad_input", ConvolutionTensors.Channels(result), [cotangent, x, .. Settings(scatter.Window), Both(1), false, places]);
            }

            return result;
        });
        table.Add<MaxPoolGatherOp>((gather, node, context) =>
        {
            var (shape, result) = (node.Shape, context.Result());
            var places = Maxima(node.Inputs[0], gather.Window, context).Places;
            var values = context.Contiguous(context[node.Inputs[1]]);
            var image = node.Inputs[1].Shape;
            context.Out("gather.out", Pixels(result, shape), Pixels(values, image), 1, Pixels(places, shape), false);
            return result;
        });
        table.Add<AvgPoolOp>((pool, node, context) =>
        {
            var (x, result) = (ConvolutionTensors.Image(node.Inputs[0], context), context.Result());
            if (pool.Window is AdaptiveWindow window)
            {
                context.Out("adaptive_avg_pool2d.out", ConvolutionTensors.Channels(result), x, new[] { window.Rows, window.Columns });
            }
            else
            {
                context.Out("avg_pool2d.out", ConvolutionTensors.Channels(result), [x, .. Settings(pool.Window), false, false, TensorNone.Instance]);
            }

            return result;
        });
        table.Add<AvgPoolBackwardOp>((spread, node, context) =>
        {
            var (cotangent, result) = (ConvolutionTensors.Image(node.Inputs[0], context), context.Result());
            var image = ConvolutionTensors.Channels(result);

            // Of the image only the shape is asked for, which the result has.
            if (spread.Window is AdaptiveWindow)
            {
                context.Into("_adaptive_avg_pool2d_backward", image, 0, cotangent, image);
            }
            else
            {
                context.Out("avg_pool2d_backward.grad_input", image, [cotangent, image, .. Settings(spread.Window), false, false, TensorNone.Instance]);
            }

            return result;
        });
    }

    /// <summary>The maxima of windows over a value, and where they stand in each channel, both channels last.</summary>
    private static (TensorView Values, TensorView Places) Maxima(Node x, Window window, TensorContext context)
    {
        var shape = PoolingShapes.Pooled(window, x.Shape);
        var places = context.Companion(x, $"places {window}", () => context.NewBuffer(shape, TensorType.Index));
        var values = context.Companion(x, $"maxima {window}", () =>
        {
            var buffer = context.NewBuffer(shape);
            var (to, where, from) = (ConvolutionTensors.Channels(buffer), ConvolutionTensors.Channels(places), ConvolutionTensors.Image(x, context));
            if (window is AdaptiveWindow adaptive)
            {
                context.Call("adaptive_max_pool2d.out", to, where, [from, new[] { adaptive.Rows, adaptive.Columns }, to, where]);
            }
            else
            {
                context.Call("max_pool2d_with_indices.out", to, where, [from, .. Settings(window), Both(1), false, to, where]);
            }

            return buffer;
        });
        return (values, places);
    }

    private static TensorView Pixels(TensorView image, Shape shape) =>
        image.Reshape((1, true), (shape.Dimensions[0] * shape.Dimensions[1], false), (shape.Dimensions[2], false));

    private static TensorArgument[] Settings(Window window) => [new[] { window.Height, window.Width }, Both(window.Stride), Both(window.Padding)];

    private static int[] Both(int value) => [value, value];
}
