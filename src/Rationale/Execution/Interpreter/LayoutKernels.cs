using System.Numerics;
using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Kernels;
using Elementwise = Rationale.Kernels.Elementwise;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels that move values.</summary>
internal static class LayoutKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<Copy>((_, instruction) =>
        {
            var (x, y) = (instruction.Inputs[0], instruction.Output);
            return instruction.Accumulate
                ? frame => Elementwise.AddInto(frame.Read(x), frame.Write(y))
                : frame => Elementwise.Copy(frame.Read(x), frame.Write(y));
        });
        table.Add<Permute>((permute, instruction) =>
        {
            var (x, y) = (instruction.Inputs[0], instruction.Output);
            int[] shape = [.. x.Shape.Dimensions], order = [.. permute.Order];
            return frame => Selection.Permute(frame.Read(x), frame.Write(y), frame.RowsOf(x.Shape), shape, order);
        });
        table.Add<Slice>((slice, instruction) =>
        {
            var (x, y) = (instruction.Inputs[0], instruction.Output);
            var block = AxisBlock.Of(x.Shape, slice.Axis);
            return frame => Selection.CopyBlock(
                frame.Read(x), frame.Write(y), frame.RowsOf(x.Shape) * block.Outer, block.Length, slice.Count * block.Inner, slice.Start * block.Inner, 0, slice.Count * block.Inner);
        });
        table.Add<Pad>((pad, instruction) =>
        {
            var (x, y) = (instruction.Inputs[0], instruction.Output);
            var block = AxisBlock.Of(y.Shape, pad.Axis);
            var length = x.Shape.Dimensions[pad.Axis] * block.Inner;
            return frame =>
            {
                Elementwise.Fill(frame.Write(y), T.Zero);
                Selection.CopyBlock(frame.Read(x), frame.Write(y), frame.RowsOf(x.Shape) * block.Outer, length, block.Length, 0, pad.Start * block.Inner, length);
            };
        });
        table.Add<Concat>((concat, instruction) =>
        {
            // An array, because a loop over an interface allocates its enumerator.
            var (inputs, y) = (instruction.Inputs.ToArray(), instruction.Output);
            var block = AxisBlock.Of(y.Shape, concat.Axis);
            return frame =>
            {
                var start = 0;
                foreach (var x in inputs)
                {
                    var length = x.Shape.Dimensions[concat.Axis] * block.Inner;
                    Selection.CopyBlock(frame.Read(x), frame.Write(y), frame.RowsOf(y.Shape) * block.Outer, length, block.Length, 0, start, length);
                    start += length;
                }
            };
        });
    }
}
