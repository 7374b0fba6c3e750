using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Tests.Scheduling;

/// <summary>
/// Runs a schedule without numbers: remembers which value stands in each element of the arena, the shared region and the accumulators, and finds
/// every read of something else than the value meant.
/// </summary>
internal sealed class ScheduleChecker
{
    private readonly Schedule _schedule;
    private readonly string?[] _arena;
    private readonly string?[] _shared;
    private readonly string?[] _sums;
    private readonly HashSet<int> _written = [];
    private readonly Dictionary<string, string> _views = [];
    private readonly List<string> _errors = [];

    private ScheduleChecker(Schedule schedule)
    {
        _schedule = schedule;
        _arena = new string?[schedule.Lengths.TileWidth];
        _shared = new string?[schedule.Lengths.Shared];
        _sums = new string?[schedule.Lengths.Accumulators];
    }

    /// <summary>What is wrong with a schedule; nothing, for a right one.</summary>
    public static IReadOnlyList<string> Errors(Schedule schedule)
    {
        var checker = new ScheduleChecker(schedule);
        checker.Run();
        return checker._errors;
    }

    private void Run()
    {
        Whole(_schedule.Prologue, "prologue");
        for (var pass = 0; pass < _schedule.Passes.Count; pass++)
        {
            var (tile, epilogue, sums) = (_schedule.Passes[pass].Tile, _schedule.Passes[pass].Epilogue, _schedule.Passes[pass].Sums);
            var cleared = new bool[_sums.Length];
            foreach (var range in sums)
            {
                for (var i = range.Start; i < range.Start + range.Length; i++)
                {
                    Error(cleared[i], $"pass {pass}: accumulator {i} is in two ranges");
                    Error(_sums[i] is not null, $"pass {pass}: clears accumulator {i} of {_sums[i]}");
                    (cleared[i], _sums[i]) = (true, null);
                }
            }

            Array.Clear(_arena);
            foreach (var instruction in tile)
            {
                var where = $"pass {pass}: {instruction}";
                foreach (var input in instruction.Inputs)
                {
                    Error(input.Region == Region.Accumulator && Elements(input).Any(i => cleared[i]), $"{where} reads {input.Label} while it is added up");
                    Read(input, where);
                }

                InPlace(instruction, where);
                var sum = instruction.Output.Region is Region.Accumulator or Region.CommonSum;
                Error(sum != instruction.Accumulate, $"{where} must {(sum ? "" : "not ")}accumulate");
                Error(sum && !Elements(instruction.Output).All(i => cleared[i]), $"{where} adds to what its pass does not clear");
                Error(instruction.Output.Region is not (Region.Tile or Region.Accumulator or Region.CommonSum or Region.Output), $"{where} writes to {instruction.Output.Region} from a tile");
                Write(instruction.Output);
            }

            Whole(epilogue, $"end of pass {pass}");
        }

        for (var i = 0; i < _schedule.Outputs.Count; i++)
        {
            Error(!_written.Contains(i), $"output {_schedule.Outputs[i].Name} is never written");
        }

        foreach (var total in _schedule.Totals)
        {
            Error(total.Place.Region is Region.Shared && _shared[total.Place.Offset] is null, $"total {total.Name} is never written");
        }
    }

    private void Whole(EquatableArray<Instruction> instructions, string where)
    {
        foreach (var instruction in instructions)
        {
            foreach (var input in instruction.Inputs)
            {
                Error(input.Region is Region.Tile or Region.Input or Region.Output, $"{where}: {instruction} reads rows");
                Read(input, $"{where}: {instruction}");
            }

            if (instruction.Operator is not CopyOp)
            {
                InPlace(instruction, where);
            }

            Error(instruction.Output.Region is not (Region.Shared or Region.Accumulator), $"{where}: {instruction} writes to {instruction.Output.Region}");
            Write(instruction.Output);
        }
    }

    private string?[]? Memory(Region region) => region switch
    {
        Region.Tile => _arena,
        Region.Shared => _shared,
        Region.Accumulator or Region.CommonSum => _sums,
        _ => null,
    };

    private static IEnumerable<int> Elements(Operand operand) => Enumerable.Range(operand.Offset, operand.Shape.Length);

    private void Read(Operand operand, string where)
    {
        if (operand.Region == Region.Output)
        {
            Error(!_written.Contains(operand.Offset), $"{where} reads output {operand.Label} before it is written");
        }

        if (Memory(operand.Region) is not { } memory)
        {
            return;
        }

        var found = Elements(operand).Select(i => memory[i]).Distinct().ToList();
        if (found is not [{ } content])
        {
            _errors.Add($"{where} reads {operand.Label} where {string.Join(", ", found.Select(value => value ?? "nothing"))} stand");
            return;
        }

        // A view has a name of its own but must always show the same value.
        if (content != operand.Label && (!_views.TryAdd(operand.Label, content) && _views[operand.Label] != content))
        {
            _errors.Add($"{where} reads {operand.Label} where {content} stands");
        }
    }

    private void Write(Operand operand)
    {
        if (operand.Region == Region.Output)
        {
            _written.Add(operand.Offset);
        }

        if (Memory(operand.Region) is not { } memory)
        {
            return;
        }

        foreach (var i in Elements(operand))
        {
            memory[i] = operand.Label;
        }
    }

    /// <summary>A result may overlap an input only where its operator allows it, and then it must cover it exactly.</summary>
    private void InPlace(Instruction instruction, string where)
    {
        for (var i = 0; i < instruction.Inputs.Count; i++)
        {
            var (input, output) = (instruction.Inputs[i], instruction.Output);
            if (input.Region == output.Region && Memory(input.Region) is not null && Elements(input).Intersect(Elements(output)).Any())
            {
                Error(
                    input.Offset != output.Offset || input.Shape.Length != output.Shape.Length || instruction.Operator is LoweredOp || !instruction.Operator.Overwritable.Contains(i),
                    $"{where}: {instruction} overwrites its input {input.Label}");
            }
        }
    }

    private void Error(bool wrong, string message)
    {
        if (wrong)
        {
            _errors.Add(message);
        }
    }
}
