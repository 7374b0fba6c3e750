using System.Numerics;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Kernels;
using Elementwise = Rationale.Kernels.Elementwise;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels that choose by index, and their adjoints.</summary>
internal static class GatherKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<GatherRows>((_, instruction) =>
        {
            var (rows, indices, y, width) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output, instruction.Output.Shape.Last);
            return indices.Region == Region.Labels
                ? frame => Selection.Gather(frame.Read(rows), frame.Labels, frame.Write(y), width)
                : frame => Selection.Gather(frame.Read(rows), frame.Read(indices), frame.Write(y), width);
        });
        table.Add<ScatterRows>((_, instruction) =>
        {
            var (c, indices, rows, accumulate) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output, instruction.Accumulate);
            var width = rows.Shape.Last;
            return frame =>
            {
                if (!accumulate)
                {
                    Elementwise.Fill(frame.Write(rows), T.Zero);
                }

                if (indices.Region == Region.Labels)
                {
                    Selection.ScatterAdd(frame.Read(c), frame.Labels, frame.Write(rows), width);
                }
                else
                {
                    Selection.ScatterAdd(frame.Read(c), frame.Read(indices), frame.Write(rows), width);
                }
            };
        });
    }
}
