using Rationale.Generators.Emission.Kernels;
using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Gpu;

/// <summary>Programs for the blocks of threads of a GPU. Threads meet wherever a line may read what another thread wrote, and before and after whatever repeats.</summary>
internal sealed class BlockTarget(Schedule schedule, Pass pass, TypeNames names) : IProgramTarget
{
    private readonly BlockLowering _lowering = new(schedule);
    private readonly Dictionary<(int Offset, string Label), string> _origins = Origins(schedule);

    /// <inheritdoc/>
    public string Parameters => $"{names["Lanes"]} lanes, {names["BlockFrame"]} frame";

    /// <inheritdoc/>
    public string Arguments => "lanes, frame";

    /// <summary>The kernel calls of an instruction.</summary>
    public IReadOnlyList<KernelCall> Lower(Instruction instruction) => _lowering.Lower(instruction);

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<KernelCall>> Separated(IReadOnlyList<IReadOnlyList<KernelCall>> lines) => Separated(lines, BlockGroups.Ends(Flat(lines)));

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<KernelCall>> Separated(Repetition repetition)
    {
        // Which places overlap may differ from turn to turn: threads meet where they must in any of them.
        var ends = new bool[repetition.Calls.Sum(line => line.Count)];
        for (var turn = 0; turn < repetition.Times; turn++)
        {
            var own = BlockGroups.Ends(Flat(repetition.CallsOf(turn)));
            for (var call = 0; call < ends.Length; call++)
            {
                ends[call] |= own[call];
            }
        }

        return Separated(repetition.Calls, ends);
    }

    /// <inheritdoc/>
    public string Place(Operand operand, string offset)
    {
        var length = Literals.Format(operand.Shape.Length);
        return operand.Region switch
        {
            Region.Input => $"frame.Input({Before(schedule.Inputs, operand.Offset)}, {Literals.Format(schedule.Inputs[operand.Offset].Shape.Length)})",
            Region.Output => $"frame.Output({Before(schedule.Outputs, operand.Offset)}, {Literals.Format(schedule.Outputs[operand.Offset].Shape.Length)})",
            Region.Labels => "frame.Labels",
            Region.Parameters => $"frame.Parameters({offset}, {length})",
            Region.Settings => $"frame.Setting({offset})",
            Region.Tile => $"frame.Arena({offset}, {length})",
            Region.Shared => $"frame.Shared({offset}, {length})",
            Region.CommonSum => $"frame.Sum({offset}, {length})",
            Region.Accumulator when pass.Sums.Any(sum => operand.Offset >= sum.Start && operand.Offset < sum.Start + sum.Length) => $"frame.Sum({offset}, {length})",
            Region.Accumulator => $"frame.Total({offset}, {length})",
            _ => throw new NotSupportedException($"'{operand.Label}' stands in the unknown region {operand.Region}."),
        };
    }

    /// <inheritdoc/>
    public string? Origin(Operand operand) => operand.Region == Region.Shared && _origins.TryGetValue((operand.Offset, operand.Label), out var origin) ? origin : null;

    /// <inheritdoc/>
    public ICallPrinter Printer(IndentedWriter writer, Scope scope) => new BlockPrinter(writer, scope, names);

    /// <summary>The formulas of what stands before and after the passes, which are launches of their own.</summary>
    private static Dictionary<(int Offset, string Label), string> Origins(Schedule schedule)
    {
        var origins = new Dictionary<(int, string), string>();
        Note(schedule.Prologue, schedule.Passes.Count == 1 ? "before the pass" : "before the passes");
        for (var pass = 0; pass < schedule.Passes.Count; pass++)
        {
            Note(schedule.Passes[pass].Epilogue, $"after pass {Literals.Format(pass + 1)}");
        }

        return origins;

        void Note(IEnumerable<Instruction> instructions, string when)
        {
            foreach (var instruction in instructions.Where(instruction => instruction.Output.Region == Region.Shared))
            {
                origins[(instruction.Output.Offset, instruction.Output.Label)] = $"{instruction}, {when}";
            }
        }
    }

    private static string Before(EquatableArray<NamedValue> values, int index) => Literals.Format(values.Take(index).Sum(value => value.Shape.Length));

    private static List<KernelCall> Flat(IEnumerable<IReadOnlyList<KernelCall>> lines) => [.. lines.SelectMany(line => line)];

    /// <summary>Lines with a barrier after the calls where threads must meet.</summary>
    private static List<IReadOnlyList<KernelCall>> Separated(IReadOnlyList<IReadOnlyList<KernelCall>> lines, IReadOnlyList<bool> ends)
    {
        var call = 0;
        return [.. lines.Select(line => (IReadOnlyList<KernelCall>)[.. line.SelectMany(one => ends[call++] ? new[] { one, BlockPrinter.Barrier } : [one])])];
    }
}
