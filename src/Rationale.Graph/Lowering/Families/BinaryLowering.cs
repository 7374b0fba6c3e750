using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Maps of two values, one of which may be repeated over the other.</summary>
internal static class BinaryLowering
{
    public static void Register(LoweringTable table)
    {
        Add<AddOp>(table);
        Add<SubtractOp>(table);
        Add<MultiplyOp>(table);
        Add<DivideOp>(table);
        Add<MaximumOp>(table);
        Add<GreaterOp>(table);
        Add<EqualOp>(table);
    }

    /// <summary>The kernel has the operator's name.</summary>
    private static void Add<TOperator>(LoweringTable table)
        where TOperator : Operator =>
        table.Add<TOperator>((map, i) => KernelCall.Create("BinaryKernels", map.Name, [i.Read(0, "a"), i.Read(1, "b"), i.Write("y"), .. Repeated(i)]));

    /// <summary>How one operand is repeated over the other; nothing where both have the full shape.</summary>
    private static KernelArgument[] Repeated(Instruction i)
    {
        var (left, right, full) = (i.Inputs[0].Shape, i.Inputs[1].Shape, i.Output.Shape);
        return left == right ? [] : [.. Repetition(left == full ? right : left, full), new FlagArgument("broadcastLeft", left != full, IsOptional: true)];
    }
}
