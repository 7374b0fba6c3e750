using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>Convolutions. Images stay channels last: libtorch gets them permuted, which is its own memory format of that name.</summary>
internal static class ConvolutionTensors
{
    public static void Register(TensorTable table)
    {
        table.Add<ConvolutionOp>((convolution, node, context) =>
        {
            var result = context.Result();
            var geometry = ConvolutionSizes.From(convolution, node.Inputs[0].Shape);
            context.Out("convolution.out", Channels(result), [Image(node.Inputs[0], context), Filters(node.Inputs[1], geometry, context), TensorNone.Instance, .. Settings(geometry, transposed: false)]);
            return result;
        });
        table.Add<ConvolutionInputGradientOp>((adjoint, node, context) =>
        {
            var result = context.Result();
            var geometry = ConvolutionSizes.From(adjoint.Convolution, adjoint.Image);
            context.Out("convolution.out", Channels(result), [Image(node.Inputs[0], context), Filters(node.Inputs[1], geometry, context), TensorNone.Instance, .. Settings(geometry, transposed: true)]);
            return result;
        });
        table.Add<ConvolutionWeightGradientOp>((adjoint, node, context) =>
        {
            var (x, y, result) = (Image(node.Inputs[0], context), Image(node.Inputs[1], context), context.Result());
            var geometry = ConvolutionSizes.From(adjoint.Convolution, node.Inputs[0].Shape);
            var gradient = geometry.Groups == 1 ? AsFilters(result, geometry) : context.NewBuffer(Shape.Unbatched(geometry.Filters, geometry.Channels / geometry.Groups, geometry.Window.Height, geometry.Window.Width));
            context.Into(
                "convolution_backward",
                gradient,
                1,
                [y, x, context.AnyFilters(geometry), TensorNone.Instance, .. Settings(geometry, transposed: false), new TensorBools(EquatableArray.Create(false, true, false))]);
            if (geometry.Groups > 1)
            {
                var (grouped, filters) = (InGroups(result, geometry), Separate(gradient, geometry));
                context.Call("copy_", grouped, grouped, filters);
            }

            return result;
        });
    }

    /// <summary>[batch × channels × height × width] over memory that is channels last.</summary>
    public static TensorView Channels(TensorView image) => image.Permute(0, 3, 1, 2);

    public static TensorView Image(Node node, TensorContext context) => Channels(context.Contiguous(context[node]));

    private static TensorArgument[] Settings(ConvolutionSizes geometry, bool transposed)
    {
        var window = geometry.Window;
        return [Both(window.Stride), Both(window.Padding), Both(window.Dilation), transposed, transposed ? Left(geometry) : Both(0), geometry.Groups];
    }

    /// <summary>Rows and columns that a transposed convolution must add, because the convolution did not reach them.</summary>
    private static int[] Left(ConvolutionSizes geometry)
    {
        var window = geometry.Window;
        int Rest(int extent, int windows, int size) => extent - (((windows - 1) * window.Stride) - (2 * window.Padding) + (window.Dilation * (size - 1)) + 1);
        return [Rest(geometry.Height, geometry.OutHeight, window.Height), Rest(geometry.Width, geometry.OutWidth, window.Width)];
    }

    private static int[] Both(int value) => [value, value];

    /// <summary>Filters as libtorch wants them, [filters × channels of a group × height × width].</summary>
    private static TensorView Filters(Node node, ConvolutionSizes geometry, TensorContext context)
    {
        var own = context.Contiguous(context[node]);
        return geometry.Groups == 1
            ? AsFilters(own, geometry)
            : context.Contiguous(InGroups(own, geometry)).Reshape(
                (geometry.Filters, false), (geometry.Channels / geometry.Groups, false), (geometry.Window.Height, false), (geometry.Window.Width, false));
    }

    private static TensorView AsFilters(TensorView own, ConvolutionSizes geometry) => own
        .Reshape((geometry.Window.Height, false), (geometry.Window.Width, false), (geometry.Channels, false), (geometry.Filters, false)).Permute(3, 2, 0, 1);

    /// <summary>[groups × filters of a group × channels of a group × height × width] over [groups × height × width × channels × filters].</summary>
    private static TensorView InGroups(TensorView own, ConvolutionSizes geometry) => own
        .Reshape((geometry.Groups, false), (geometry.Window.Height, false), (geometry.Window.Width, false), (geometry.Channels / geometry.Groups, false), (geometry.Filters / geometry.Groups, false))
        .Permute(0, 4, 3, 1, 2);

    private static TensorView Separate(TensorView filters, ConvolutionSizes geometry) => filters.Reshape(
        (geometry.Groups, false), (geometry.Filters / geometry.Groups, false), (geometry.Channels / geometry.Groups, false), (geometry.Window.Height, false), (geometry.Window.Width, false));
}
