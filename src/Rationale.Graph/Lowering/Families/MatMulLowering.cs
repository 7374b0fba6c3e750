using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Matrix products.</summary>
internal static class MatMulLowering
{
    private const string Kernels = "GemmKernels";

    public static void Register(LoweringTable table)
    {
        table.Add<PackPanelsOp>((pack, i) => KernelCall.Create(
            Kernels, "Pack", i.Read(0, "b"), i.Write("packed"), Size("k", pack.Inner), Size("n", pack.Columns), Flag("transposed", pack.Transposed)));
        table.Add<PanelProductOp>(Product);
        table.Add<MatrixProductOp>(Product);
        table.Add<MatMulOp>((product, i) => i.Inputs[0].Shape.Batched ? SumOverExamples(i) : Unbatched(product, i));
        table.Add<BatchedMatMulOp>(Pairs);
    }

    /// <summary>Rows of examples times packed panels, with the epilogue of the product.</summary>
    private static KernelCall Product(PanelProductOp product, Instruction i)
    {
        var rows = i.Inputs[0].Shape;
        var sizes = Sizes(Extent.From(rows, rows.Length / product.Inner), product.Inner, product.Columns);
        var (a, panels, c) = (i.Read(0, "a"), i.Read(1, "packedB"), i.Write("c"));
        return product.Epilogue switch
        {
            Epilogue.None => KernelCall.Create(Kernels, "MultiplyPacked", [a, panels, c, .. sizes, Flag("accumulate", false)]),
            Epilogue.ReluBackward => KernelCall.Create(Kernels, "MultiplyPackedReluBackward", [a, panels, i.Read(2, "gate"), c, .. sizes, Number("below", product.Below)]),
            _ => KernelCall.Create(Kernels, "MultiplyPacked" + product.Epilogue, [a, panels, i.Read(2, "bias"), c, .. sizes]),
        };
    }

    /// <summary>Rows of examples times a matrix where it stands, with the epilogue of the product.</summary>
    private static KernelCall Product(MatrixProductOp product, Instruction i)
    {
        var rows = i.Inputs[0].Shape;
        var sizes = Sizes(Extent.From(rows, rows.Length / product.Inner), product.Inner, product.Columns);
        var (a, matrix, c, transposed) = (i.Read(0, "a"), i.Read(1, "b"), i.Write("c"), Flag("transposed", product.Transposed));
        return product.Epilogue switch
        {
            Epilogue.None => KernelCall.Create(Kernels, "MultiplyMatrix", [a, matrix, c, .. sizes, transposed]),
            Epilogue.ReluBackward => KernelCall.Create(Kernels, "MultiplyMatrixReluBackward", [a, matrix, i.Read(2, "gate"), c, .. sizes, Number("below", product.Below), transposed]),
            _ => KernelCall.Create(Kernels, "MultiplyMatrix" + product.Epilogue, [a, matrix, i.Read(2, "bias"), c, .. sizes, transposed]),
        };
    }

    /// <summary>The sum over the batch: the examples of the tile are the inner dimension.</summary>
    private static KernelCall SumOverExamples(Instruction i)
    {
        var (a, b) = (i.Inputs[0].Shape, i.Inputs[1].Shape);
        KernelArgument[] arguments = [i.Read(0, "a"), i.Read(1, "b"), i.Write("c"), .. Sizes(a.Last, Extent.From(a, a.Length / a.Last), b.Last)];
        return i.Output.Region == Region.CommonSum
            ? KernelCall.Create(Kernels, "AddTransposedLeft", arguments)
            : KernelCall.Create(Kernels, "MultiplyTransposedLeft", [.. arguments, i.Accumulate()]);
    }

    private static KernelCall Unbatched(MatMulOp product, Instruction i)
    {
        var (a, c) = (i.Inputs[0].Shape, i.Output.Shape);
        return KernelCall.Create(
            Kernels,
            "Multiply",
            [
                i.Read(0, "a"), i.Read(1, "b"), i.Write("c"), .. Sizes(c.Dimensions[0], a.Length / c.Dimensions[0], c.Dimensions[1]),
                Flag("transposeA", product.TransposeLeft), Flag("transposeB", product.TransposeRight), i.Accumulate(),
            ]);
    }

    private static KernelCall Pairs(BatchedMatMulOp product, Instruction i)
    {
        var (count, m, k, n) = product.Sizes(i.Inputs[0].Shape, i.Inputs[1].Shape);
        return KernelCall.Create(
            Kernels,
            "MultiplyBatched",
            [
                i.Read(0, "a"), i.Read(1, "b"), i.Write("c"), Size("batch", Extent.From(i.Output.Shape, count)), .. Sizes(m, k, n),
                Flag("transposeA", product.TransposeLeft), Flag("transposeB", product.TransposeRight), Flag("accumulate", false),
            ]);
    }

    private static KernelArgument[] Sizes(Extent m, Extent k, Extent n) => [Size("m", m), Size("k", k), Size("n", n)];
}
