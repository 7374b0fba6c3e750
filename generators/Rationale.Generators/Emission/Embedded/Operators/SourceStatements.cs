using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Operators without inputs that are computed: constants and dropout masks.</summary>
internal static class SourceStatements
{
    public static void Register(OperatorTable table)
    {
        table.Add<Constant>((constant, call) => call.Call("Elementwise", "Fill", call.Result, Literals.OfFloat(constant.Value)));
        table.Add<DropoutMask>((mask, call) => call.Call(
            "DropoutMask",
            "Fill",
            call.Result,
            "frame.Seed",
            "frame.Step",
            $"site: {Literals.Of(mask.Site)}",
            "frame.FirstRow",
            "rows",
            $"width: {Literals.Of(call.Output.Shape.Length)}",
            $"rate: {Literals.Of(mask.Rate)}"));
    }
}
