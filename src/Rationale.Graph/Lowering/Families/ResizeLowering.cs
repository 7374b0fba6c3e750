using Rationale.Graph.Operators;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Images at other sizes, and the adjoints.</summary>
internal static class ResizeLowering
{
    public static void Register(LoweringTable table)
    {
        table.Add<ResizeOp>((resize, i) => Call(resize.Kind.ToString(), i.Read(0, "x"), i.Write("y"), i.Inputs[0].Shape, i.Output.Shape));
        table.Add<ResizeBackwardOp>((resize, i) => Call(resize.Kind + "Backward", i.Read(0, "c"), i.Write("dx"), i.Output.Shape, i.Inputs[0].Shape));
    }

    private static KernelCall Call(string method, KernelArgument read, KernelArgument written, Shape image, Shape resized) => KernelCall.Create(
        "ResizeKernels",
        method,
        read,
        written,
        Images(),
        Size("height", image.Dimensions[0]),
        Size("width", image.Dimensions[1]),
        Size("channels", image.Dimensions[2]),
        Size("outHeight", resized.Dimensions[0]),
        Size("outWidth", resized.Dimensions[1]));
}
