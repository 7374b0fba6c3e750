using System.Numerics;
using Rationale.Graph.Operators;
using Elementwise = Rationale.Kernels.Elementwise;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of the operators without inputs that are computed: constants and dropout masks.</summary>
internal static class SourceKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<Constant>((constant, instruction) =>
        {
            var (output, value) = (instruction.Output, T.CreateChecked(constant.Value));
            return frame => Elementwise.Fill(frame.Write(output), value);
        });
        table.Add<Graph.Operators.DropoutMask>((mask, instruction) =>
        {
            var (output, width) = (instruction.Output, instruction.Output.Shape.Length);
            return frame => Kernels.DropoutMask.Fill(frame.Write(output), frame.Seed, frame.Step, mask.Site, frame.FirstRow, frame.Rows, width, mask.Rate);
        });
    }
}
