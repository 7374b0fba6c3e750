using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Lowering.Blocks;

/// <summary>
/// The kernel calls of a schedule for devices whose kernels are run by many threads at once. They are those of <see cref="LoweringTable"/>, except that matrices are read where they stand
/// instead of from panels, and that what such kernels cannot compute from a number in double precision is computed here.
/// </summary>
internal sealed class BlockLowering
{
    private readonly Dictionary<int, (Operand Matrix, bool Transposed)> _panels = [];

    /// <summary>Finds the matrices behind the panels of a schedule.</summary>
    public BlockLowering(Schedule schedule)
    {
        foreach (var instruction in schedule.Prologue.Concat(schedule.Passes.SelectMany(pass => pass.Epilogue)))
        {
            if (instruction.Operator is PackOp pack)
            {
                _panels.Add(instruction.Output.Offset, (instruction.Inputs[0], pack.Transposed));
            }
        }
    }

    /// <summary>The calls of an instruction; none where it only packs.</summary>
    public IReadOnlyList<KernelCall> Lower(Instruction instruction) => instruction.Operator is PackOp ? [] : [.. LoweringTable.Lower(instruction).Select(call => instruction.Operator switch
    {
        PanelProductOp => OverMatrix(call, "b", withOrder: true),
        MatrixProductOp product => LikePanels(call, product),
        MatMulOp when instruction.Output.Region == Region.CommonSum => call with { Method = "MultiplyTransposedLeft", Arguments = new EquatableArray<KernelArgument>(call.Arguments.Append(instruction.Accumulate())) },
        PanelConvolutionOp or PanelConvolutionInputGradientOp => OverMatrix(call, "weights", withOrder: false),
        DropoutMaskOp mask => call with { Arguments = new EquatableArray<KernelArgument>(call.Arguments.SelectMany(argument => argument is DoubleArgument ? Rate(mask.Rate) : [argument])) },
        _ => call,
    })];

    /// <summary>A product whose matrix is read where it stands on the CPU too is the same call here as one over panels.</summary>
    private static KernelCall LikePanels(KernelCall call, MatrixProductOp product)
    {
        var arguments = call.Arguments.SelectMany(argument => product.Epilogue == Epilogue.None && argument is FlagArgument { Parameter: "transposed" } ? [new FlagArgument("accumulate", false), argument] : new[] { argument });
        return call with { Method = call.Method.Replace("MultiplyMatrix", "MultiplyPacked"), Arguments = new EquatableArray<KernelArgument>(arguments) };
    }

    private KernelCall OverMatrix(KernelCall call, string parameter, bool withOrder)
    {
        var panels = call.Arguments.OfType<OperandArgument>().Single(argument => argument.Operand.Region == Region.Shared && argument.Parameter.StartsWith("packed", StringComparison.Ordinal));
        var (matrix, transposed) = _panels[panels.Operand.Offset];
        var arguments = call.Arguments.Select(argument => argument == panels ? new OperandArgument(parameter, matrix with { }, IsWritten: false) : argument);
        return call with { Arguments = new EquatableArray<KernelArgument>(withOrder ? arguments.Append(new FlagArgument("transposed", transposed)) : arguments) };
    }

    /// <summary>The rate as what hashes of 32 bits are compared with, and the value of what is kept.</summary>
    private static IEnumerable<KernelArgument> Rate(double rate) =>
    [
        new BitsArgument("threshold", (uint)Math.Min(Math.Round(rate * 4294967296.0), uint.MaxValue)),
        new NumberArgument("kept", 1 / (1 - rate)),
    ];
}
