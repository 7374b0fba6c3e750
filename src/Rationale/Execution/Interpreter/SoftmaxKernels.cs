using System.Numerics;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of the operators over classes.</summary>
internal static class SoftmaxKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<Graph.Operators.Softmax>((_, instruction) =>
        {
            var (x, y, classes, lead) = (instruction.Inputs[0], instruction.Output, instruction.Output.Shape.Last, Lead(instruction));
            return frame => Kernels.Softmax.Probabilities(frame.Read(x), frame.Write(y), frame.RowsOf(y.Shape) * lead, classes);
        });
        table.Add<LogSoftmax>((_, instruction) =>
        {
            var (x, y, classes, lead) = (instruction.Inputs[0], instruction.Output, instruction.Output.Shape.Last, Lead(instruction));
            return frame => Kernels.Softmax.LogProbabilities(frame.Read(x), frame.Write(y), frame.RowsOf(y.Shape) * lead, classes);
        });
        table.Add<ArgMaxMask>((_, instruction) =>
        {
            var (x, y, classes, lead) = (instruction.Inputs[0], instruction.Output, instruction.Output.Shape.Last, Lead(instruction));
            return frame => Selection.ArgMaxMask(frame.Read(x), frame.Write(y), frame.RowsOf(y.Shape) * lead, classes);
        });
        table.Add<OneHot>((oneHot, instruction) =>
        {
            var (indices, y, lead) = (instruction.Inputs[0], instruction.Output, Lead(instruction));
            return indices.Region == Region.Labels
                ? frame => Selection.OneHot(frame.Labels, frame.Write(y), frame.Rows * lead, oneHot.Classes)
                : frame => Selection.OneHot(frame.Read(indices), frame.Write(y), frame.RowsOf(y.Shape) * lead, oneHot.Classes);
        });
    }

    private static int Lead(Instruction instruction) => instruction.Output.Shape.Length / instruction.Output.Shape.Last;
}
