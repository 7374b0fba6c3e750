using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes one schedule as a class that derives from <c>StepProgram&lt;float&gt;</c>.</summary>
internal sealed class ProgramEmitter(Schedule schedule, IndentedWriter writer, TypeNames names)
{
    private readonly RepetitionMethods _methods = new(schedule, names);

    /// <summary>Writes the class.</summary>
    /// <param name="className">Its name.</param>
    public void Write(string className)
    {
        var frame = $"{names["Frame"]} frame";
        writer.Line(ModelFile.Mark(names));
        using (writer.Braces($"private sealed class {className} : {names["StepProgram"]}"))
        {
            new LayoutEmitter(schedule, writer, names).Write();
            writer.Line();
            writer.Line("/// <summary>What does not depend on the examples, before the first pass.</summary>");
            WriteMethod($"public override void Prologue({frame})", schedule.Prologue);
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
            WriteMethod($"public override void Tile(int pass, {frame})", passes[0].Tile);
            return;
        }

        WriteSwitch($"public override void Tile(int pass, {frame})", "Pass");
        for (var pass = 0; pass < passes.Count; pass++)
        {
            writer.Line();
            WriteMethod($"private static void Pass{Literals.Format(pass + 1)}({frame})", passes[pass].Tile);
        }
    }

    private void WriteEpilogues(string frame)
    {
        var passes = schedule.Passes;
        writer.Line("/// <summary>What follows a pass, when the sums of all workers have been added.</summary>");
        if (passes.Count == 1)
        {
            WriteMethod($"public override void Epilogue(int pass, {frame})", passes[0].Epilogue);
            return;
        }

        WriteSwitch($"public override void Epilogue(int pass, {frame})", "AfterPass");
        for (var pass = 0; pass < passes.Count; pass++)
        {
            writer.Line();
            WriteMethod($"private static void AfterPass{Literals.Format(pass + 1)}({frame})", passes[pass].Epilogue);
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

    private void WriteMethod(string header, EquatableArray<Instruction> instructions)
    {
        using (writer.Braces(header))
        {
            var repetitions = RepetitionFinder.Find(instructions).ToDictionary(repetition => repetition.Start);
            var calls = Enumerable.Range(0, instructions.Count).Where(index => !repetitions.Values.Any(repetition => repetition.Covers(index))).ToDictionary(index => index, index => LoweringTable.Lower(instructions[index]));
            InstructionPrinter.DeclareExamples(writer, calls.Values.SelectMany(call => call));
            var printer = new InstructionPrinter(writer, new KernelPrinter(writer, new Scope(writer, schedule, new Views(instructions)), names));
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
    }
}
