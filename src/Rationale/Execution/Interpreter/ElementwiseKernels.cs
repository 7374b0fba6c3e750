using System.Numerics;
using Rationale.Graph.Operators;
using Map = Rationale.Kernels.Elementwise;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of the maps of one value, and of gates.</summary>
internal static class ElementwiseKernels
{
    private delegate void Kernel<T>(ReadOnlySpan<T> x, Span<T> y);

    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Add<T, Square>(table, Map.Square);
        Add<T, Sqrt>(table, Map.Sqrt);
        Add<T, Abs>(table, Map.Abs);
        Add<T, Sign>(table, Map.Sign);
        Add<T, Exp>(table, Map.Exp);
        Add<T, Reciprocal>(table, Map.Reciprocal);
        Add<T, Relu>(table, Map.Relu);
        Add<T, Tanh>(table, Map.Tanh);
        Add<T, Sigmoid>(table, Map.Sigmoid);
        Add<T, Softplus>(table, Map.Softplus);
        Add<T, NormalCdf>(table, Map.NormalCdf);
        Add<T, NormalPdf>(table, Map.NormalPdf);
        table.Add<Affine>((affine, instruction) =>
        {
            var (scale, shift) = (T.CreateChecked(affine.Scale), T.CreateChecked(affine.Shift));
            var (x, y) = (instruction.Inputs[0], instruction.Output);
            return frame => Map.Affine(frame.Read(x), frame.Write(y), scale, shift);
        });
        table.Add<Heaviside>((heaviside, instruction) =>
        {
            var below = T.CreateChecked(heaviside.Below);
            var (x, y) = (instruction.Inputs[0], instruction.Output);
            return frame => Map.Heaviside(frame.Read(x), frame.Write(y), below);
        });
        table.Add<ReluBackward>((gate, instruction) =>
        {
            var below = T.CreateChecked(gate.Below);
            var (by, x, y) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output);
            return frame => Map.ReluBackward(frame.Read(by), frame.Read(x), frame.Write(y), below);
        });
    }

    private static void Add<T, TOperator>(KernelTable<T> table, Kernel<T> kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperator : Graph.Operator => table.Add<TOperator>((_, instruction) =>
        {
            var (x, y) = (instruction.Inputs[0], instruction.Output);
            return frame => kernel(frame.Read(x), frame.Write(y));
        });
}
