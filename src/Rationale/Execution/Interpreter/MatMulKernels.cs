using System.Numerics;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of matrix products.</summary>
internal static class MatMulKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<PackPanels>((pack, instruction) =>
        {
            var (matrix, panels) = (instruction.Inputs[0], instruction.Output);
            return frame => Gemm.Pack(frame.Read(matrix), frame.Write(panels), pack.Inner, pack.Columns, pack.Transposed);
        });
        table.Add<PanelProduct>(Product<T>);
        table.Add<MatMul>((product, instruction) =>
        {
            var (a, b, c, accumulate) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output, instruction.Accumulate);
            if (a.Shape.Batched)
            {
                // The sum over the batch: rows of the tile are the inner dimension.
                var (m, n, lead) = (a.Shape.Last, b.Shape.Last, a.Shape.Length / a.Shape.Last);
                return frame => Gemm.MultiplyTransposedLeft(frame.Read(a), frame.Read(b), frame.Write(c), m, frame.Rows * lead, n, accumulate);
            }

            var (rows, columns) = (c.Shape.Dimensions[0], c.Shape.Dimensions[1]);
            var inner = a.Shape.Length / rows;
            return frame => Gemm.Multiply(frame.Read(a), frame.Read(b), frame.Write(c), rows, inner, columns, product.TransposeLeft, product.TransposeRight, accumulate);
        });
        table.Add<BatchedMatMul>((product, instruction) =>
        {
            var (a, b, c) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output);
            var (count, m, k, n) = product.Sizes(a.Shape, b.Shape);
            return frame => Gemm.MultiplyBatched(
                frame.Read(a), frame.Read(b), frame.Write(c), frame.RowsOf(c.Shape) * count, m, k, n, product.TransposeLeft, product.TransposeRight, false);
        });
    }

    private static KernelCall<T> Product<T>(PanelProduct product, Instruction instruction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (a, panels, c) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output);
        var (k, n, lead) = (product.Inner, product.Columns, a.Shape.Length / product.Inner);
        var extra = instruction.Inputs.Count > 2 ? instruction.Inputs[2] : null!;
        var below = T.CreateChecked(product.Below);
        return product.Epilogue switch
        {
            Epilogue.None => frame => Gemm.MultiplyPacked(frame.Read(a), frame.Read(panels), frame.Write(c), frame.Rows * lead, k, n, false),
            Epilogue.Bias => frame => Gemm.MultiplyPackedBias(frame.Read(a), frame.Read(panels), frame.Read(extra), frame.Write(c), frame.Rows * lead, k, n),
            Epilogue.BiasRelu => frame => Gemm.MultiplyPackedBiasRelu(frame.Read(a), frame.Read(panels), frame.Read(extra), frame.Write(c), frame.Rows * lead, k, n),
            _ => frame => Gemm.MultiplyPackedReluBackward(frame.Read(a), frame.Read(panels), frame.Read(extra), frame.Write(c), frame.Rows * lead, k, n, below),
        };
    }
}
