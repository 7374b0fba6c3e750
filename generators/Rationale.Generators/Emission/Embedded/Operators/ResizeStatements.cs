using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Images at other sizes, and the adjoints.</summary>
internal static class ResizeStatements
{
    public static void Register(OperatorTable table)
    {
        table.Add<Resize>((resize, call) => Write(call, resize.Kind.ToString(), call.Inputs[0].Shape, call.Output.Shape));
        table.Add<ResizeBackward>((fold, call) => Write(call, fold.Kind + "Fold", call.Output.Shape, call.Inputs[0].Shape));
    }

    private static void Write(KernelCall call, string kernel, Shape from, Shape to) => call.Call(
        "Resize",
        kernel,
        call.Input(0),
        call.Result,
        "rows",
        $"height: {Literals.Of(from.Dimensions[0])}, width: {Literals.Of(from.Dimensions[1])}, channels: {Literals.Of(from.Dimensions[2])}",
        $"outHeight: {Literals.Of(to.Dimensions[0])}, outWidth: {Literals.Of(to.Dimensions[1])}");
}
