using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Lowering.Repetitions;

/// <summary>Instructions with their kernel calls, and which of them are the same but for where they read and write.</summary>
internal sealed class LoweredInstructions
{
    public LoweredInstructions(IReadOnlyList<Instruction> instructions, Func<Instruction, IReadOnlyList<KernelCall>> lower)
    {
        (Instructions, Lower, Calls) = (instructions, lower, [.. instructions.Select(lower)]);
        var numbers = new Dictionary<(EquatableArray<KernelCall>, EquatableArray<Operand>, Phase, string?), int>();
        Kinds = [.. instructions.Zip(Calls, (instruction, calls) =>
        {
            var operands = instruction.Inputs.Append(instruction.Output).Select(Unplaced);
            var kind = (new EquatableArray<KernelCall>(calls.Select(Unplaced)), new EquatableArray<Operand>(operands), instruction.Phase, instruction.Block?.Name);
            if (!numbers.TryGetValue(kind, out var number))
            {
                numbers.Add(kind, number = numbers.Count);
            }

            return number;
        })];
    }

    public IReadOnlyList<Instruction> Instructions { get; }

    /// <summary>Gives the kernel calls of an instruction.</summary>
    public Func<Instruction, IReadOnlyList<KernelCall>> Lower { get; }

    public IReadOnlyList<IReadOnlyList<KernelCall>> Calls { get; }

    /// <summary>A number for each instruction, equal for those whose calls differ in places only.</summary>
    public int[] Kinds { get; }

    /// <summary>Whether a number says where something is, rather than how much of it: the site of a dropout, the index of a class.</summary>
    public static bool MayDiffer(ExtentArgument argument) =>
        !argument.Extent.TimesExamples && (argument.Parameter == "site" || argument.Parameter.EndsWith("Offset", StringComparison.Ordinal));

    private static KernelCall Unplaced(KernelCall call) => call with { Arguments = new EquatableArray<KernelArgument>(call.Arguments.Select(Unplaced)) };

    private static KernelArgument Unplaced(KernelArgument argument) => argument switch
    {
        OperandArgument operand => operand with { Operand = Unplaced(operand.Operand) },
        ExtentArgument extent when MayDiffer(extent) => extent with { Extent = 0 },
        _ => argument,
    };

    private static Operand Unplaced(Operand operand) =>
        operand with { Label = "", Offset = operand.Region is Region.Parameters or Region.Tile or Region.Shared or Region.Accumulator ? 0 : operand.Offset };
}
