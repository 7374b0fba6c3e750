using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes instructions as statements: each under its mathematics, what repeats as calls of a method.</summary>
/// <param name="schedule">The program.</param>
/// <param name="target">For whom it is written.</param>
/// <param name="prefix">What names of methods begin with, where several bodies stand in one class.</param>
/// <param name="written">Lines of mathematics that have been written, for bodies that belong together; null for a body by itself.</param>
internal sealed class ProgramBody(Schedule schedule, IProgramTarget target, string prefix = "", ISet<string>? written = null)
{
    private readonly ISet<string> _written = written ?? new HashSet<string>();
    private readonly RepetitionMethods _methods = new(schedule, target, prefix);

    /// <summary>Writes the statements.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="list">What they do.</param>
    /// <param name="runs">What repeats in them.</param>
    /// <param name="taken">Names that the method around them has.</param>
    public void Write(IndentedWriter writer, LoweredInstructions list, IReadOnlyList<RepetitionRun> runs, params string[] taken)
    {
        var instructions = list.Instructions;
        var starts = runs.ToDictionary(run => run.Start);
        var calls = Calls(list, starts);
        InstructionPrinter.DeclareExamples(writer, calls.Values.SelectMany(call => call));
        var scope = new Scope(writer, schedule, new Views(new EquatableArray<Instruction>(instructions)), operand => target.Place(operand, Literals.Format(operand.Offset)), target.Origin);
        foreach (var name in taken)
        {
            scope.Take(name);
        }

        var printer = new InstructionPrinter(writer, target.Printer(writer, scope), _written);
        for (var index = 0; index < instructions.Count; index++)
        {
            if (starts.TryGetValue(index, out var run))
            {
                printer.Begin(instructions[index].Phase);
                index += run.Length - 1;
                _methods.WriteCalls(writer, run, instructions[index]);
                printer.Resume(instructions[index].Phase);
            }
            else
            {
                printer.Write(instructions[index], calls[index]);
            }
        }

        // Only lists that follow say that something is computed again: within one, a name can stand for two values.
        _written.UnionWith(instructions.Select(InstructionPrinter.Mathematics));
    }

    /// <summary>Writes the methods that the statements so far have called.</summary>
    public void WriteMethods(IndentedWriter writer) => _methods.WriteMethods(writer);

    /// <summary>The calls of what is written here, by the index of their instruction.</summary>
    private Dictionary<int, IReadOnlyList<KernelCall>> Calls(LoweredInstructions list, Dictionary<int, RepetitionRun> starts)
    {
        var calls = new Dictionary<int, IReadOnlyList<KernelCall>>();
        for (var index = 0; index < list.Instructions.Count;)
        {
            if (starts.TryGetValue(index, out var run))
            {
                index += run.Length;
                continue;
            }

            var first = index;
            while (index < list.Instructions.Count && !starts.ContainsKey(index))
            {
                index++;
            }

            var separated = target.Separated([.. list.Calls.Skip(first).Take(index - first)]);
            for (var line = 0; line < separated.Count; line++)
            {
                calls.Add(first + line, separated[line]);
            }
        }

        return calls;
    }
}
