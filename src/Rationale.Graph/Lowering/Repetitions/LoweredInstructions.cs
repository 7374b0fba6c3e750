using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Lowering.Repetitions;

/// <summary>Instructions with their kernel calls, and which of them are the same but for where they read and write.</summary>
internal sealed class LoweredInstructions
{
    private readonly Lazy<int[]> _kinds;

    /// <summary>Lowers one list of instructions.</summary>
    /// <param name="instructions">The list, in its order.</param>
    /// <param name="kinds">The numbers of kinds that other lists have met, to be compared with them.</param>
    /// <param name="lower">Gives the kernel calls of an instruction; null for those of the CPU.</param>
    public LoweredInstructions(IReadOnlyList<Instruction> instructions, InstructionKinds? kinds = null, Func<Instruction, IReadOnlyList<KernelCall>>? lower = null)
    {
        (Instructions, Lowering) = (instructions, lower ?? LoweringTable.Lower);
        Calls = [.. instructions.Select(Lowering)];
        _kinds = new Lazy<int[]>(() => Number(kinds ?? new InstructionKinds()));
    }

    /// <summary>Lowers the lists of a program, so that kinds are equal across them.</summary>
    public static IReadOnlyList<LoweredInstructions> Lower(IReadOnlyList<IReadOnlyList<Instruction>> lists)
    {
        var kinds = new InstructionKinds();
        return [.. lists.Select(list => new LoweredInstructions(list, kinds))];
    }

    public IReadOnlyList<Instruction> Instructions { get; }

    /// <summary>Gives the kernel calls of an instruction.</summary>
    public Func<Instruction, IReadOnlyList<KernelCall>> Lowering { get; }

    public IReadOnlyList<IReadOnlyList<KernelCall>> Calls { get; }

    /// <summary>A number for each instruction, equal for those whose calls differ in places only.</summary>
    public int[] Kinds => _kinds.Value;

    /// <summary>Whether a number says where something is, rather than how much of it: the site of a dropout, the index of a class.</summary>
    public static bool MayDiffer(ExtentArgument argument) =>
        !argument.Extent.TimesExamples && (argument.Parameter == "site" || argument.Parameter.EndsWith("Offset", StringComparison.Ordinal));

    private int[] Number(InstructionKinds kinds) => [.. Instructions.Zip(Calls, (instruction, calls) =>
    {
        var operands = instruction.Inputs.Append(instruction.Output).Select(Unplaced);
        return kinds.Number((new EquatableArray<KernelCall>(calls.Select(Unplaced)), new EquatableArray<Operand>(operands), instruction.Phase, instruction.Block?.Name));
    })];

    private static KernelCall Unplaced(KernelCall call) => call with { Arguments = new EquatableArray<KernelArgument>(call.Arguments.Select(Unplaced)) };

    private static KernelArgument Unplaced(KernelArgument argument) => argument switch
    {
        OperandArgument operand => operand with { Operand = Unplaced(operand.Operand) },
        ExtentArgument extent when MayDiffer(extent) => extent with { Extent = 0 },
        _ => argument,
    };

    private static Operand Unplaced(Operand operand) =>
        operand with { Label = "", Offset = operand.Region is Region.Parameters or Region.Tile or Region.Shared or Region.Accumulator or Region.CommonSum ? 0 : operand.Offset };
}
