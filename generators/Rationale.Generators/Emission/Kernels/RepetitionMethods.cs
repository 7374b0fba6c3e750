using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>The methods of a program for what runs several times, and their calls. A method takes the places that differ from one time to the next.</summary>
internal sealed class RepetitionMethods(Schedule schedule, IProgramTarget target, string prefix)
{
    private readonly Dictionary<string, string> _names = [];
    private readonly List<(string Summary, string Name, string Text)> _methods = [];

    /// <summary>Writes the calls of a repetition, in loops where places move evenly; its method is written later.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="run">The turns.</param>
    /// <param name="last">The last instruction of the last turn.</param>
    public void WriteCalls(IndentedWriter writer, RepetitionRun run, Instruction last)
    {
        var repetition = run.Repetition;
        var name = Method(repetition);
        writer.Line(run.Times == 1
            ? $"// {(Part(repetition) is { } part ? part + ", up" : "up")} to {InstructionPrinter.Mathematics(last)}"
            : $"// {Part(repetition) ?? "the same lines"}, {Literals.Format(run.Times)} times");
        foreach (var stretch in run.Stretches)
        {
            if (stretch.Count < Stretch.MinLoop)
            {
                writer.Line($"{name}({target.Arguments}{Arguments(shift => Literals.Format(shift.Values[stretch.First]))});");
                continue;
            }

            using (writer.Braces($"for (var turn = 0; turn < {Literals.Format(stretch.Count)}; turn++)"))
            {
                writer.Line($"{name}({target.Arguments}{Arguments(shift => Moving(shift, stretch.First))});");
            }
        }

        string Arguments(Func<Shift, string> value) => string.Concat(repetition.Shifts.Select(shift => $", {shift.Name}: {value(shift)}"));
    }

    /// <summary>Writes the methods of all repetitions so far.</summary>
    public void WriteMethods(IndentedWriter writer)
    {
        foreach (var (summary, name, text) in _methods)
        {
            writer.Line();
            writer.Line($"/// <summary>{summary}</summary>");
            writer.Lines($"private static void {name}{text.TrimEnd('\n')}");
        }
    }

    /// <summary>The name of the method of a repetition; the same one for two that differ only in where they begin.</summary>
    private string Method(Repetition repetition)
    {
        var text = Text(repetition);
        if (!_names.TryGetValue(text, out var name))
        {
            var blocks = Blocks(repetition);
            var plain = prefix + PhaseName(repetition.Body[0].Phase) + (blocks.Count > 0 ? "Of" + string.Join("And", blocks) : "Turn");
            name = plain;
            for (var copy = 2; _names.ContainsValue(name); copy++)
            {
                name = plain + Literals.Format(copy);
            }

            _names.Add(text, name);
            _methods.Add(($"{Turn(repetition, blocks)} of {Literals.Format(repetition.Times)}: the parameters say where values stand, and formulas are those of the first.", name, text));
        }

        return name;
    }

    /// <summary>Parameters and body of a method.</summary>
    private string Text(Repetition repetition)
    {
        var writer = new IndentedWriter();
        var calls = target.Separated(repetition).Select(line => line.Select(call => Moving(repetition, call)).ToList()).ToList();
        using (writer.Braces($"({target.Parameters}{string.Concat(repetition.Shifts.Select(shift => $", int {shift.Name}"))})"))
        {
            InstructionPrinter.DeclareExamples(writer, calls.SelectMany(call => call));
            var scope = new Scope(
                writer,
                schedule,
                new Views(new EquatableArray<Instruction>(repetition.Body)),
                operand => target.Place(operand, repetition.Moving(operand) is { } place ? Sum(place) : Literals.Format(operand.Offset)),
                target.Origin);
            foreach (var name in repetition.Shifts.Select(shift => shift.Name).Append("lanes"))
            {
                scope.Take(name);
            }

            var printer = new InstructionPrinter(writer, target.Printer(writer, scope));
            for (var line = 0; line < repetition.Body.Count; line++)
            {
                printer.Write(repetition.Body[line], calls[line]);
            }
        }

        return writer.ToString();
    }

    private static KernelCall Moving(Repetition repetition, KernelCall call) => call.Arguments.All(argument => repetition.Moving(argument) is null) ? call : call with
    {
        Arguments = new EquatableArray<KernelArgument>(call.Arguments.Select(argument => repetition.Moving(argument) is { } place ? new TextArgument(argument.Parameter, Sum(place)) : argument)),
    };

    private static string Sum((Shift Shift, int Offset) place) => place.Offset == 0 ? place.Shift.Name : $"{place.Shift.Name} {(place.Offset < 0 ? "-" : "+")} {Literals.Format(Math.Abs(place.Offset))}";

    /// <summary>A shift in a loop that begins at some turn.</summary>
    private static string Moving(Shift shift, int first)
    {
        var (start, step) = (shift.Values[first], shift.Values[first + 1] - shift.Values[first]);
        var moved = Math.Abs(step) == 1 ? "turn" : $"{Literals.Format(Math.Abs(step))} * turn";
        return step == 0 ? Literals.Format(start) : start == 0 && step > 0 ? moved : $"{Literals.Format(start)} {(step < 0 ? "-" : "+")} {moved}";
    }

    /// <summary>One turn in words.</summary>
    private static string Turn(Repetition repetition, IReadOnlyList<string> blocks) => blocks.Count switch
    {
        0 => "One turn",
        1 => $"{(repetition.Body[0].Phase == Phase.Packing ? "The weights of one" : "One")} {blocks[0]} block",
        _ => $"{(repetition.Body[0].Phase == Phase.Packing ? "The weights of one" : "One")} turn of {And(blocks)}",
    };

    /// <summary>The blocks of which a repetition is a part, and where that is no computation of its own, which part.</summary>
    private static string? Part(Repetition repetition) => Blocks(repetition) is not { Count: > 0 } blocks ? null : (repetition.Body[0].Phase == Phase.Packing ? "weights of " : "") + And(blocks);

    /// <summary>The blocks whose layers a turn runs, each once.</summary>
    private static List<string> Blocks(Repetition repetition) => [.. repetition.Body.Select(instruction => instruction.Block?.Name).OfType<string>().Distinct()];

    private static string And(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";

    /// <summary>What stands before the formula in the heading of a phase, as an identifier.</summary>
    private static string PhaseName(Phase phase) => phase == Phase.Packing
        ? "PackedWeights"
        : string.Concat(phase.Heading.Split(':')[0].Split(' ').Select(word => new string([.. word.Where(char.IsLetterOrDigit)])).Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
}
