using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Maps of one value, and gates.</summary>
internal static class ElementwiseStatements
{
    public static void Register(OperatorTable table)
    {
        Add<Square>(table);
        Add<Sqrt>(table);
        Add<Abs>(table);
        Add<Sign>(table);
        Add<Exp>(table);
        Add<Reciprocal>(table);
        Add<Relu>(table);
        Add<Tanh>(table);
        Add<Sigmoid>(table);
        Add<Softplus>(table);
        Add<NormalCdf>(table);
        Add<NormalPdf>(table);
        table.Add<Affine>((affine, call) => call.Call(
            "Elementwise", "Affine", call.Input(0), call.Result, $"scale: {Literals.OfFloat(affine.Scale)}", $"shift: {Literals.OfFloat(affine.Shift)}"));
        table.Add<Heaviside>((heaviside, call) => call.Call("Elementwise", "Heaviside", call.Input(0), call.Result, $"below: {Literals.OfFloat(heaviside.Below)}"));
        table.Add<ReluBackward>((gate, call) => call.Call("Elementwise", "ReluBackward", call.Input(0), call.Input(1), call.Result, $"below: {Literals.OfFloat(gate.Below)}"));
    }

    /// <summary>The kernel has the operator's name.</summary>
    private static void Add<TOperator>(OperatorTable table)
        where TOperator : Operator => table.Add<TOperator>((map, call) => call.Call("Elementwise", map.Name, call.Input(0), call.Result));
}
