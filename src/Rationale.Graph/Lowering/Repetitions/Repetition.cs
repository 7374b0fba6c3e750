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
    private readonly LoweredInstructions _program;
    private readonly Dictionary<object, (Shift Shift, int Offset)> _moving = new(ReferenceComparer.Instance);
    private readonly Dictionary<string, List<Shift>> _shifts = [];

    private Repetition(LoweredInstructions program, int start, int period, int times)
    {
        (_program, Start, Times) = (program, start, times);
        Body = [.. Enumerable.Range(start, period).Select(index => Anew(program.Instructions[index]))];
        Calls = [.. Body.Select(program.Lower)];
        for (var line = 0; line < period; line++)
        {
            var turns = Enumerable.Range(0, times).Select(turn => start + (turn * period) + line).ToList();
            var operands = Calls[line].SelectMany(call => call.Arguments).OfType<OperandArgument>().Select(argument => argument.Operand).ToList();
            for (var input = 0; input < Body[line].Inputs.Count; input++)
            {
                // A lowering may read a matrix where it stands instead of a copy that an instruction has for its input.
                if (operands.Any(operand => ReferenceEquals(operand, Body[line].Inputs[input])))
                {
                    Follow(Body[line].Inputs[input], [.. turns.Select(turn => program.Instructions[turn].Inputs[input].Offset)]);
                }
            }

            Follow(Body[line].Output, [.. turns.Select(turn => program.Instructions[turn].Output.Offset)]);
            for (var call = 0; call < Calls[line].Count; call++)
            {
                for (var argument = 0; argument < Calls[line][call].Arguments.Count; argument++)
                {
                    switch (Calls[line][call].Arguments[argument])
                    {
                        case ExtentArgument extent when LoweredInstructions.MayDiffer(extent):
                            Follow(extent, extent.Parameter, [.. turns.Select(turn => ((ExtentArgument)program.Calls[turn][call].Arguments[argument]).Extent.Count)]);
                            break;
                        case OperandArgument { Operand: var operand } when !_moving.ContainsKey(operand):
                            Follow(operand, [.. turns.Select(turn => ((OperandArgument)program.Calls[turn][call].Arguments[argument]).Operand.Offset)]);
                            break;
                    }
                }
            }
        }

        Shifts = [.. _shifts.Values.SelectMany(list => list)];
        Stretches = FindStretches();
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
    public IEnumerable<IReadOnlyList<KernelCall>> CallsOf(int turn) => _program.Calls.Skip(Start + (turn * Body.Count)).Take(Body.Count);

    /// <summary>Number of instructions of all turns.</summary>
    public int Length => Body.Count * Times;

    /// <summary>Whether an instruction of the program is one of a turn.</summary>
    /// <param name="index">Index of the instruction.</param>
    public bool Covers(int index) => index >= Start && index < Start + Length;

    /// <summary>What differs between turns.</summary>
    public IReadOnlyList<Shift> Shifts { get; }

    /// <summary>The turns as loops, as far as they are.</summary>
    public IReadOnlyList<Stretch> Stretches { get; }

    /// <summary>Where an operand of the <see cref="Body"/> stands, as its distance from a shift; null where it is the same place in every turn.</summary>
    public (Shift Shift, int Offset)? Moving(Operand operand) => Find(operand);

    /// <summary>A number of the <see cref="Calls"/> as its distance from a shift; null where it is the same in every turn.</summary>
    public (Shift Shift, int Offset)? Moving(KernelArgument argument) => Find(argument);

    /// <summary>The instructions at some place as a repetition.</summary>
    internal static Repetition Create(LoweredInstructions program, int start, int period, int times) => new(program, start, period, times);

    /// <summary>A copy whose operands are objects of their own: two that are equal in the first turn may differ in a later one.</summary>
    private static Instruction Anew(Instruction instruction) => instruction with
    {
        Inputs = new EquatableArray<Operand>(instruction.Inputs.Select(input => input with { })),
        Output = instruction.Output with { },
    };

    private (Shift Shift, int Offset)? Find(object moving) => _moving.TryGetValue(moving, out var place) ? place : null;

    private void Follow(Operand operand, int[] offsets)
    {
        var name = operand.Region switch
        {
            Region.Parameters => "parameters",
            Region.Tile => "arena",
            Region.Shared => "shared",
            _ => "sums",
        };
        Follow(operand, name, offsets);
    }

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

    private List<Stretch> FindStretches()
    {
        var stretches = new List<Stretch>();
        for (var first = 0; first < Times;)
        {
            var end = Math.Min(first + 2, Times);
            while (end < Times && Shifts.All(shift => shift.KeepsStep(end - 2)))
            {
                end++;
            }

            // Two turns always keep a step; where the third breaks it, the second may begin a stretch of its own.
            var count = end - first < Stretch.MinLoop ? 1 : end - first;
            stretches.Add(new Stretch(first, count));
            first += count;
        }

        return stretches;
    }

    /// <summary>Equal operands of different instructions are different operands.</summary>
    private sealed class ReferenceComparer : IEqualityComparer<object>
    {
        public static ReferenceComparer Instance { get; } = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object value) => RuntimeHelpers.GetHashCode(value);
    }
}
