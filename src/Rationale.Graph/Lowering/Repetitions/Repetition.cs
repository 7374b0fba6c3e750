using System.Globalization;
using System.Runtime.CompilerServices;
using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Lowering.Repetitions;

/// <summary>
/// Instructions that a program runs several times in a row over other places: a block of layers that is repeated, forward or backward. They are the same kernel calls but for the offsets of
/// operands and numbers such as a dropout site, so one method with these as parameters can stand for all turns.
/// </summary>
internal sealed class Repetition
{
    private readonly IReadOnlyList<Turn> _turns;
    private readonly Dictionary<object, (Shift Shift, int Offset)> _moving = new(ReferenceComparer.Instance);
    private readonly Dictionary<string, List<Shift>> _shifts = [];

    private Repetition(IReadOnlyList<Turn> turns, int period)
    {
        var (program, start) = turns[0];
        (_turns, Start, Times) = (turns, start, turns.Count);
        Body = [.. Enumerable.Range(start, period).Select(index => Anew(program.Instructions[index]))];
        Calls = [.. Body.Select(program.Lowering)];
        for (var line = 0; line < period; line++)
        {
            var operands = Calls[line].SelectMany(call => call.Arguments).OfType<OperandArgument>().Select(argument => argument.Operand).ToList();
            for (var input = 0; input < Body[line].Inputs.Count; input++)
            {
                // A lowering may read a matrix where it stands instead of a copy that an instruction has for its input.
                if (operands.Any(operand => ReferenceEquals(operand, Body[line].Inputs[input])))
                {
                    Follow(Body[line].Inputs[input], [.. turns.Select(turn => turn.Program.Instructions[turn.Start + line].Inputs[input].Offset)]);
                }
            }

            Follow(Body[line].Output, [.. turns.Select(turn => turn.Program.Instructions[turn.Start + line].Output.Offset)]);
            for (var call = 0; call < Calls[line].Count; call++)
            {
                for (var argument = 0; argument < Calls[line][call].Arguments.Count; argument++)
                {
                    switch (Calls[line][call].Arguments[argument])
                    {
                        case ExtentArgument extent when LoweredInstructions.MayDiffer(extent):
                            Follow(extent, extent.Parameter, [.. turns.Select(turn => ((ExtentArgument)turn.Program.Calls[turn.Start + line][call].Arguments[argument]).Extent.Count)]);
                            break;
                        case OperandArgument { Operand: var operand } when !_moving.ContainsKey(operand):
                            Follow(operand, [.. turns.Select(turn => ((OperandArgument)turn.Program.Calls[turn.Start + line][call].Arguments[argument]).Operand.Offset)]);
                            break;
                    }
                }
            }
        }

        Shifts = [.. _shifts.Values.SelectMany(list => list)];
        Stretches = FindStretches(0, Times);
    }

    /// <summary>Index of the first instruction.</summary>
    public int Start { get; }

    /// <summary>How often the instructions run.</summary>
    public int Times { get; }

    /// <summary>The instructions of the first turn.</summary>
    public IReadOnlyList<Instruction> Body { get; }

    /// <summary>The kernel calls of each instruction of the <see cref="Body"/>.</summary>
    public IReadOnlyList<IReadOnlyList<KernelCall>> Calls { get; }

    /// <summary>The kernel calls of each instruction of a turn, with the places of that turn.</summary>
    /// <param name="turn">From 0.</param>
    public IEnumerable<IReadOnlyList<KernelCall>> CallsOf(int turn) => _turns[turn].Program.Calls.Skip(_turns[turn].Start).Take(Body.Count);

    /// <summary>Number of instructions of all turns.</summary>
    public int Length => Body.Count * Times;

    /// <summary>What differs between turns.</summary>
    public IReadOnlyList<Shift> Shifts { get; }

    /// <summary>The turns as loops, as far as they are.</summary>
    public IReadOnlyList<Stretch> Stretches { get; }

    /// <summary>Where an operand of the <see cref="Body"/> stands, as its distance from a shift; null where it is the same place in every turn.</summary>
    public (Shift Shift, int Offset)? Moving(Operand operand) => Find(operand);

    /// <summary>A number of the <see cref="Calls"/> as its distance from a shift; null where it is the same in every turn.</summary>
    public (Shift Shift, int Offset)? Moving(KernelArgument argument) => Find(argument);

    /// <summary>The instructions at some place as a repetition.</summary>
    internal static Repetition Create(LoweredInstructions program, int start, int period, int times) =>
        new([.. Enumerable.Range(0, times).Select(turn => new Turn(program, start + (turn * period)))], period);

    /// <summary>The same instructions at several places as a repetition.</summary>
    /// <param name="turns">The places.</param>
    /// <param name="period">Number of instructions of a turn.</param>
    internal static Repetition Create(IReadOnlyList<Turn> turns, int period) => new(turns, period);

    /// <summary>Some successive turns as loops, as far as they are.</summary>
    /// <param name="first">The first turn.</param>
    /// <param name="count">Number of turns.</param>
    internal List<Stretch> FindStretches(int first, int count)
    {
        var stretches = new List<Stretch>();
        for (var last = first + count; first < last;)
        {
            var end = Math.Min(first + 2, last);
            while (end < last && Shifts.All(shift => shift.KeepsStep(end - 2)))
            {
                end++;
            }

            // Two turns always keep a step; where the third breaks it, the second may begin a stretch of its own.
            var turns = end - first < Stretch.MinLoop ? 1 : end - first;
            stretches.Add(new Stretch(first, turns));
            first += turns;
        }

        return stretches;
    }

    /// <summary>A copy whose operands are objects of their own: two that are equal in the first turn may differ in a later one.</summary>
    private static Instruction Anew(Instruction instruction) => instruction with
    {
        Inputs = new EquatableArray<Operand>(instruction.Inputs.Select(input => input with { })),
        Output = instruction.Output with { },
    };

    private (Shift Shift, int Offset)? Find(object moving) => _moving.TryGetValue(moving, out var place) ? place : null;

    /// <summary>The memory in which an operand stands, as a parameter is called.</summary>
    internal static string NameOf(Operand operand) => operand.Region switch
    {
        Region.Parameters => "parameters",
        Region.Tile => "arena",
        Region.Shared => "shared",
        _ => "sums",
    };

    private void Follow(Operand operand, int[] offsets) => Follow(operand, NameOf(operand), offsets);

    private void Follow(object moving, string name, int[] values)
    {
        if (values.All(value => value == values[0]))
        {
            return;
        }

        if (!_shifts.TryGetValue(name, out var known))
        {
            _shifts[name] = known = [];
        }

        var shift = known.FirstOrDefault(candidate => MovesWith(candidate, values));
        if (shift is null)
        {
            known.Add(shift = new Shift(known.Count == 0 ? name : name + (known.Count + 1).ToString(CultureInfo.InvariantCulture), new EquatableArray<int>(values)));
        }

        _moving[moving] = (shift, values[0] - shift.Values[0]);
    }

    private static bool MovesWith(Shift shift, int[] values)
    {
        var distance = values[0] - shift.Values[0];
        for (var turn = 1; turn < values.Length; turn++)
        {
            if (values[turn] - shift.Values[turn] != distance)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Equal operands of different instructions are different operands.</summary>
    private sealed class ReferenceComparer : IEqualityComparer<object>
    {
        public static ReferenceComparer Instance { get; } = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object value) => RuntimeHelpers.GetHashCode(value);
    }
}
