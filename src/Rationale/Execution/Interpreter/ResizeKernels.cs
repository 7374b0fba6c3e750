using System.Numerics;
using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Kernel = Rationale.Kernels.Resize;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of images at other sizes, and of the adjoints.</summary>
internal static class ResizeKernels
{
    private delegate void Run<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int h, int w, int channels, int outH, int outW);

    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<Resize>((resize, instruction) => Bind<T>(
            resize.Kind == ResizeKind.Nearest ? Kernel.Nearest : Kernel.Bilinear, instruction, instruction.Inputs[0].Shape, instruction.Output.Shape));
        table.Add<ResizeBackward>((fold, instruction) => Bind<T>(
            fold.Kind == ResizeKind.Nearest ? Kernel.NearestFold : Kernel.BilinearFold, instruction, instruction.Output.Shape, instruction.Inputs[0].Shape));
    }

    private static KernelCall<T> Bind<T>(Run<T> kernel, Instruction instruction, Shape from, Shape to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, y) = (instruction.Inputs[0], instruction.Output);
        var (h, w, channels) = (from.Dimensions[0], from.Dimensions[1], from.Dimensions[2]);
        var (outH, outW) = (to.Dimensions[0], to.Dimensions[1]);
        return frame => kernel(frame.Read(x), frame.Write(y), frame.Rows, h, w, channels, outH, outW);
    }
}
