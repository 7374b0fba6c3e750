using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors.Forms;

/// <summary>Maps of one value.</summary>
internal static class ElementwiseTensors
{
    /// <summary>Above it log(1 + eˣ) is x in double precision.</summary>
    private const double SoftplusIsLinear = 50;

    public static void Register(TensorTable table)
    {
        Plain<SqrtOp>(table, "sqrt.out");
        Plain<AbsOp>(table, "abs.out");
        Plain<SignOp>(table, "sign.out");
        Plain<ExpOp>(table, "exp.out");
        Plain<ReciprocalOp>(table, "reciprocal.out");
        Plain<TanhOp>(table, "tanh.out");
        Plain<SigmoidOp>(table, "sigmoid.out");
        Plain<NormalCdfOp>(table, "special_ndtr.out");
        table.Add<ReluOp>((_, node, context) => context.Elementwise("clamp_min.out", context.Result(), context[node.Inputs[0]], 0.0));
        table.Add<SoftplusOp>((_, node, context) => context.Elementwise("softplus.out", context.Result(), context[node.Inputs[0]], 1.0, SoftplusIsLinear));
        table.Add<SquareOp>((_, node, context) => context.Elementwise("mul.out", context.Result(), context[node.Inputs[0]], context[node.Inputs[0]]));
        table.Add<AffineOp>(Affine);
        table.Add<NormalPdfOp>(Density);
        table.Add<HeavisideOp>((heaviside, node, context) =>
        {
            var slope = context.Elementwise("gt.Scalar_out", context.Result(), context[node.Inputs[0]], 0.0);
            return heaviside.Below == 0 ? slope : context.Elementwise("add.out", slope, context.Number(heaviside.Below), slope, 1 - heaviside.Below);
        });
        table.Add<ReluBackwardOp>((gate, node, context) =>
        {
            var (by, gated) = (context[node.Inputs[0]], context[node.Inputs[1]]);
            return gate.Below == 0
                ? context.Elementwise("threshold_backward.grad_input", context.Result(), gated, by, 0.0)
                : context.Elementwise("leaky_relu_backward.grad_input", context.Result(), gated, by, gate.Below, false);
        });
    }

    private static void Plain<TOperator>(TensorTable table, string name)
        where TOperator : Operator =>
        table.Add<TOperator>((_, node, context) => context.Elementwise(name, context.Result(), context[node.Inputs[0]]));

    private static TensorView Affine(AffineOp affine, Node node, TensorContext context)
    {
        var x = context[node.Inputs[0]];
        return affine.Shift == 0
            ? context.Elementwise("mul.out", context.Result(), x, context.Number(affine.Scale))
            : context.Elementwise("add.out", context.Result(), context.Number(affine.Shift), x, affine.Scale);
    }

    private static TensorView Density(NormalPdfOp density, Node node, TensorContext context)
    {
        var x = context[node.Inputs[0]];
        var y = context.Elementwise("mul.out", context.Result(), x, x);
        context.Elementwise("mul.out", y, y, context.Number(-0.5));
        context.Elementwise("exp.out", y, y);
        return context.Elementwise("mul.out", y, y, context.Number(1 / Math.Sqrt(2 * Math.PI)));
    }
}
