using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes instructions as statements: each under its mathematics, what repeats as calls of a method.</summary>
/// <param name="schedule">The program.</param>
/// <param name="target">For whom it is written.</param>
/// <param name="prefix">What names of methods begin with, where several bodies stand in one class.</param>
internal sealed class ProgramBody(Schedule schedule, IProgramTarget target, string prefix = "")
{
    private readonly RepetitionMethods _methods = new(schedule, target, prefix);

    /// <summary>Writes the statements.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="instructions">What they do.</param>
    /// <param name="taken">Names that the method around them has.</param>
    public void Write(IndentedWriter writer, EquatableArray<Instruction> instructions, params string[] taken)
    {
        var repetitions = RepetitionFinder.Find(instructions, target.Lower).ToDictionary(repetition => repetition.Start);
        var calls = Calls(instructions, repetitions);
        InstructionPrinter.DeclareExamples(writer, calls.Values.SelectMany(call => call));
        var scope = new Scope(writer, schedule, new Views(instructions), operand => target.Place(operand, Literals.Format(operand.Offset)));
        foreach (var name in taken)
        {
            scope.Take(name);
        }

        var printer = new InstructionPrinter(writer, target.Printer(writer, scope));
        for (var index = 0; index < instructions.Count; index++)
        {
            if (repetitions.TryGetValue(index, out var repetition))
            {
                printer.Begin(instructions[index].Phase);
                _methods.WriteCalls(writer, repetition);
                index += repetition.Length - 1;
                printer.Resume(instructions[index].Phase);
            }
            else
            {
                printer.Write(instructions[index], calls[index]);
            }
        }
    }

    /// <summary>Writes the methods that the statements so far have called.</summary>
    public void WriteMethods(IndentedWriter writer) => _methods.WriteMethods(writer);

    /// <summary>The calls of what is written here, by the index of their instruction.</summary>
    private Dictionary<int, IReadOnlyList<KernelCall>> Calls(EquatableArray<Instruction> instructions, Dictionary<int, Repetition> repetitions)
    {
        var calls = new Dictionary<int, IReadOnlyList<KernelCall>>();
        for (var index = 0; index < instructions.Count;)
        {
            if (repetitions.TryGetValue(index, out var repetition))
            {
                index += repetition.Length;
                continue;
            }

            var first = index;
            var lines = new List<IReadOnlyList<KernelCall>>();
            while (index < instructions.Count && !repetitions.ContainsKey(index))
            {
                lines.Add(target.Lower(instructions[index++]));
            }

            var separated = target.Separated(lines);
            for (var line = 0; line < lines.Count; line++)
            {
                calls.Add(first + line, separated[line]);
            }
        }

        return calls;
    }
}
