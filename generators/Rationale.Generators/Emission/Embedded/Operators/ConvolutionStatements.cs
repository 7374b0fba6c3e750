using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Convolutions and their adjoints.</summary>
internal static class ConvolutionStatements
{
    public static void Register(OperatorTable table)
    {
        table.Add<PackFilters>((pack, call) => call.Call(
            "Convolution", pack.Transposed ? "PackTransposed" : "Pack", call.Input(0), call.Result, Sizes(call, pack.Geometry)));
        table.Add<PanelConvolution>((convolution, call) => Write(call, "Forward", convolution.Geometry, convolution.Epilogue, convolution.Below));
        table.Add<PanelConvolutionInputGradient>((convolution, call) => Write(call, "InputGradient", convolution.Geometry, convolution.Epilogue, convolution.Below));
        table.Add<ConvolutionWeightGradient>((weight, call) => call.Call(
            "Convolution",
            "WeightGradient",
            call.Input(0),
            call.Input(1),
            call.Result,
            "rows",
            Sizes(call, ConvolutionGeometry.Of(weight.Convolution, call.Inputs[0].Shape)),
            $"accumulate: {Literals.Of(call.Accumulate)}"));
    }

    private static void Write(KernelCall call, string kernel, ConvolutionGeometry geometry, Epilogue epilogue, double below)
    {
        var (x, filters, sizes) = (call.Input(0), call.Input(1), Sizes(call, geometry));
        switch (epilogue)
        {
            case Epilogue.None:
                call.Call("Convolution", kernel, x, filters, call.Result, "rows", sizes);
                break;
            case Epilogue.ReluBackward:
                call.Call("Convolution", kernel + "ReluBackward", x, filters, call.Input(2), call.Result, "rows", sizes, $"below: {Literals.OfFloat(below)}");
                break;
            default:
                call.Call("Convolution", kernel + epilogue, x, filters, call.Input(2), call.Result, "rows", sizes);
                break;
        }
    }

    private static string Sizes(KernelCall call, ConvolutionGeometry geometry)
    {
        var window = geometry.Window;
        return call.Sizes(
            geometry,
            "convolution",
            "ConvolutionGeometry",
            $"height: {Literals.Of(geometry.Height)}, width: {Literals.Of(geometry.Width)}, channels: {Literals.Of(geometry.Channels)}",
            $"outHeight: {Literals.Of(geometry.OutHeight)}, outWidth: {Literals.Of(geometry.OutWidth)}, outChannels: {Literals.Of(geometry.Filters)}",
            $"kernelHeight: {Literals.Of(window.Height)}, kernelWidth: {Literals.Of(window.Width)}",
            KernelCall.Unless(1, window.Stride, "strideY", "strideX"),
            KernelCall.Unless(0, window.Padding, "padTop", "padLeft"),
            KernelCall.Unless(1, window.Dilation, "dilationY", "dilationX"),
            KernelCall.Unless(1, geometry.Groups, "groups"));
    }
}
