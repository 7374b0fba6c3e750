using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Maps of two values, one of which may be repeated over the other.</summary>
internal static class BinaryStatements
{
    public static void Register(OperatorTable table)
    {
        Add<Add>(table);
        Add<Subtract>(table);
        Add<Multiply>(table);
        Add<Divide>(table);
        Add<Maximum>(table);
        Add<Greater>(table);
        Add<Equal>(table);
    }

    /// <summary>The kernel has the operator's name.</summary>
    private static void Add<TOperator>(OperatorTable table)
        where TOperator : Operator => table.Add<TOperator>((map, call) =>
        {
            var (left, right, full) = (call.Inputs[0].Shape, call.Inputs[1].Shape, call.Output.Shape);
            string[] repetition = left == right ? []
                : left == full ? [KernelCall.Pattern(right, full)]
                : [KernelCall.Pattern(left, full), "broadcastLeft: true"];
            call.Call("Binary", map.Name, [call.Input(0), call.Input(1), call.Result, .. repetition]);
        });
}
