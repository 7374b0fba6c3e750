using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Poolings and their adjoints.</summary>
internal static class PoolingStatements
{
    public static void Register(OperatorTable table)
    {
        table.Add<MaxPool>((pool, call) => call.Call("Pooling", "Max", call.Input(0), call.Result, "rows", Sizes(call, pool.Window, call.Inputs[0].Shape)));
        table.Add<MaxPoolBackward>((pool, call) => call.Call(
            "Pooling", "MaxPoolBackward", call.Input(0), call.Input(1), call.Result, "rows", Sizes(call, pool.Window, call.Inputs[0].Shape)));
        table.Add<MaxPoolGather>((pool, call) => call.Call(
            "Pooling", "MaxPoolGather", call.Input(0), call.Input(1), call.Result, "rows", Sizes(call, pool.Window, call.Inputs[0].Shape)));
        table.Add<AveragePool>((pool, call) => call.Call("Pooling", "Average", call.Input(0), call.Result, "rows", Sizes(call, pool.Window, call.Inputs[0].Shape)));
        table.Add<AvgPoolBackward>((pool, call) => call.Call("Pooling", "AvgPoolBackward", call.Input(0), call.Result, "rows", Sizes(call, pool.Window, pool.Image)));
    }

    private static string Sizes(KernelCall call, Window window, Shape image)
    {
        var (height, width) = window.Over(image.Dimensions[0], image.Dimensions[1]);
        var from = $"height: {Literals.Of(image.Dimensions[0])}, width: {Literals.Of(image.Dimensions[1])}, channels: {Literals.Of(image.Dimensions[2])}";
        var to = $"outHeight: {Literals.Of(height)}, outWidth: {Literals.Of(width)}";
        return window is AdaptiveWindow ? call.SizesBy("Adaptive", (window, image), "pooling", "PoolGeometry", from, to) : call.Sizes(
            (window, image),
            "pooling",
            "PoolGeometry",
            from,
            to,
            $"kernelHeight: {Literals.Of(window.Height)}, kernelWidth: {Literals.Of(window.Width)}",
            $"strideY: {Literals.Of(window.Stride)}, strideX: {Literals.Of(window.Stride)}",
            KernelCall.Unless(0, window.Padding, "padTop", "padLeft"));
    }
}
