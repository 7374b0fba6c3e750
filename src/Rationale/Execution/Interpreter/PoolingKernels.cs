using System.Numerics;
using Rationale.Graph;
using Rationale.Graph.Operators;
using Kernel = Rationale.Kernels.Pooling;
using Sizes = Rationale.Kernels.PoolGeometry;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of poolings and their adjoints.</summary>
internal static class PoolingKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<MaxPool>((pool, instruction) =>
        {
            var (x, y, sizes) = (instruction.Inputs[0], instruction.Output, SizesOf(pool.Window, instruction.Inputs[0].Shape));
            return frame => Kernel.Max(frame.Read(x), frame.Write(y), frame.Rows, sizes);
        });
        table.Add<MaxPoolBackward>((pool, instruction) =>
        {
            var (x, c, y, sizes) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output, SizesOf(pool.Window, instruction.Inputs[0].Shape));
            return frame => Kernel.MaxPoolBackward(frame.Read(x), frame.Read(c), frame.Write(y), frame.Rows, sizes);
        });
        table.Add<MaxPoolGather>((pool, instruction) =>
        {
            var (x, v, y, sizes) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output, SizesOf(pool.Window, instruction.Inputs[0].Shape));
            return frame => Kernel.MaxPoolGather(frame.Read(x), frame.Read(v), frame.Write(y), frame.Rows, sizes);
        });
        table.Add<AveragePool>((pool, instruction) =>
        {
            var (x, y, sizes) = (instruction.Inputs[0], instruction.Output, SizesOf(pool.Window, instruction.Inputs[0].Shape));
            return frame => Kernel.Average(frame.Read(x), frame.Write(y), frame.Rows, sizes);
        });
        table.Add<AvgPoolBackward>((pool, instruction) =>
        {
            var (c, y, sizes) = (instruction.Inputs[0], instruction.Output, SizesOf(pool.Window, pool.Image));
            return frame => Kernel.AvgPoolBackward(frame.Read(c), frame.Write(y), frame.Rows, sizes);
        });
    }

    private static Sizes SizesOf(Window window, Shape image)
    {
        var (height, width) = window.Over(image.Dimensions[0], image.Dimensions[1]);
        return window is AdaptiveWindow ? Sizes.Adaptive(image.Dimensions[0], image.Dimensions[1], image.Dimensions[2], height, width) : new Sizes(
            image.Dimensions[0], image.Dimensions[1], image.Dimensions[2], height, width, window.Height, window.Width, window.Stride, window.Stride, window.Padding, window.Padding);
    }
}
