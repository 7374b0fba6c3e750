using Rationale.Graph;
using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes one schedule as a class that derives from <c>StepProgram&lt;float&gt;</c>.</summary>
internal sealed class ProgramEmitter(Schedule schedule, IndentedWriter writer, TypeNames names)
{
    private readonly RepetitionMethods _methods = new(schedule, names);
    private readonly IReadOnlyList<LoweredInstructions> _lists = LoweredInstructions.Lower([schedule.Prologue, .. schedule.Passes.SelectMany(pass => new IReadOnlyList<Instruction>[] { pass.Tile, pass.Epilogue })]);
    private IReadOnlyList<IReadOnlyList<RepetitionRun>> _repetitions = [];

    /// <summary>Writes the class.</summary>
    /// <param name="className">Its name.</param>
    public void Write(string className)
    {
        _repetitions = SharedRepetitions.Find(_lists);
        var frame = $"{names["Frame"]} frame";
        writer.Line(ModelFile.Mark(names));
        using (writer.Braces($"private sealed class {className} : {names["StepProgram"]}"))
        {
            new LayoutEmitter(schedule, writer, names).Write();
            writer.Line();
            writer.Line("/// <summary>What does not depend on the examples, before the first pass.</summary>");
            WriteMethod($"public override void Prologue({frame})", 0);
            writer.Line();
            WriteTiles(frame);
            writer.Line();
            WriteEpilogues(frame);
            _methods.WriteMethods(writer);
        }
    }

    private void WriteTiles(string frame)
    {
        var passes = schedule.Passes;
        writer.Line("/// <summary>All that is computed for the examples of one tile.</summary>");
        if (passes.Count == 1)
        {
            WriteMethod($"public override void Tile(int pass, {frame})", 1);
            return;
        }

        WriteSwitch($"public override void Tile(int pass, {frame})", "Pass");
        for (var pass = 0; pass < passes.Count; pass++)
        {
            writer.Line();
            WriteMethod($"private static void Pass{Literals.Format(pass + 1)}({frame})", 1 + (2 * pass));
        }
    }

    private void WriteEpilogues(string frame)
    {
        var passes = schedule.Passes;
        writer.Line("/// <summary>What follows a pass, when the sums of all workers have been added.</summary>");
        if (passes.Count == 1)
        {
            WriteMethod($"public override void Epilogue(int pass, {frame})", 2);
            return;
        }

        WriteSwitch($"public override void Epilogue(int pass, {frame})", "AfterPass");
        for (var pass = 0; pass < passes.Count; pass++)
        {
            writer.Line();
            WriteMethod($"private static void AfterPass{Literals.Format(pass + 1)}({frame})", 2 + (2 * pass));
        }
    }

    private void WriteSwitch(string header, string method)
    {
        using (writer.Braces(header))
        using (writer.Braces("switch (pass)"))
        {
            for (var pass = 0; pass < schedule.Passes.Count; pass++)
            {
                writer.Line($"{(pass == schedule.Passes.Count - 1 ? "default" : "case " + Literals.Format(pass))}: {method}{Literals.Format(pass + 1)}(frame); break;");
            }
        }
    }

    /// <summary>Writes a method.</summary>
    /// <param name="header">How it is declared.</param>
    /// <param name="list">Index of its instructions: those of the prologue, and then of each pass and after it.</param>
    private void WriteMethod(string header, int list)
    {
        using (writer.Braces(header))
        {
            var (instructions, calls) = (_lists[list].Instructions, _lists[list].Calls);
            var starts = _repetitions[list].ToDictionary(run => run.Start);
            InstructionPrinter.DeclareExamples(writer, calls.Where((_, index) => !_repetitions[list].Any(run => run.Covers(index))).SelectMany(call => call));
            var printer = new InstructionPrinter(writer, new KernelPrinter(writer, new Scope(writer, schedule, new Views(new EquatableArray<Instruction>(instructions))), names));
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
        }
    }
}
