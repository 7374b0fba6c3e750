using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Matrix products.</summary>
internal static class MatMulStatements
{
    public static void Register(OperatorTable table)
    {
        table.Add<PackPanels>((pack, call) => call.Call(
            "Gemm", "Pack", call.Input(0), call.Result, $"k: {Literals.Of(pack.Inner)}", $"n: {Literals.Of(pack.Columns)}", $"transposed: {Literals.Of(pack.Transposed)}"));
        table.Add<PanelProduct>(WriteProduct);
        table.Add<MatMul>(WriteProduct);
        table.Add<BatchedMatMul>(WriteProduct);
    }

    private static void WriteProduct(PanelProduct product, KernelCall call)
    {
        var rows = call.Inputs[0].Shape;
        var sizes = Sizes(KernelCall.Rows(rows, rows.Length / product.Inner), Literals.Of(product.Inner), Literals.Of(product.Columns));
        var (a, panels) = (call.Input(0), call.Input(1));
        switch (product.Epilogue)
        {
            case Epilogue.None:
                call.Call("Gemm", "MultiplyPacked", a, panels, call.Result, sizes, "accumulate: false");
                break;
            case Epilogue.Bias:
                call.Call("Gemm", "MultiplyPackedBias", a, panels, call.Input(2), call.Result, sizes);
                break;
            case Epilogue.BiasRelu:
                call.Call("Gemm", "MultiplyPackedBiasRelu", a, panels, call.Input(2), call.Result, sizes);
                break;
            case Epilogue.ReluBackward:
                call.Call("Gemm", "MultiplyPackedReluBackward", a, panels, call.Input(2), call.Result, sizes, $"below: {Literals.OfFloat(product.Below)}");
                break;
            default:
                throw new NotSupportedException($"The embedded target has no kernel for a product that ends with {product.Epilogue}.");
        }
    }

    private static void WriteProduct(MatMul product, KernelCall call)
    {
        var (a, b, c) = (call.Inputs[0].Shape, call.Inputs[1].Shape, call.Output.Shape);
        if (a.Batched)
        {
            // The sum over the batch: the rows of the tile are the inner dimension.
            var sum = Sizes(Literals.Of(a.Last), KernelCall.Rows(a, a.Length / a.Last), Literals.Of(b.Last));
            call.Call("Gemm", "MultiplyTransposedLeft", call.Input(0), call.Input(1), call.Result, sum, $"accumulate: {Literals.Of(call.Accumulate)}");
            return;
        }

        var sizes = Sizes(Literals.Of(c.Dimensions[0]), Literals.Of(a.Length / c.Dimensions[0]), Literals.Of(c.Dimensions[1]));
        call.Call(
            "Gemm",
            "Multiply",
            call.Input(0),
            call.Input(1),
            call.Result,
            sizes,
            $"transposeA: {Literals.Of(product.TransposeLeft)}",
            $"transposeB: {Literals.Of(product.TransposeRight)}",
            $"accumulate: {Literals.Of(call.Accumulate)}");
    }

    private static void WriteProduct(BatchedMatMul product, KernelCall call)
    {
        var (count, m, k, n) = product.Sizes(call.Inputs[0].Shape, call.Inputs[1].Shape);
        call.Call(
            "Gemm",
            "MultiplyBatched",
            call.Input(0),
            call.Input(1),
            call.Result,
            $"batch: {KernelCall.Rows(call.Output.Shape, count)}",
            Sizes(Literals.Of(m), Literals.Of(k), Literals.Of(n)),
            $"transposeA: {Literals.Of(product.TransposeLeft)}",
            $"transposeB: {Literals.Of(product.TransposeRight)}",
            "accumulate: false");
    }

    private static string Sizes(string m, string k, string n) => $"m: {m}, k: {k}, n: {n}";
}
