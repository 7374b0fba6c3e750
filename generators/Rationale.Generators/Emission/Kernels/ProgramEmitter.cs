using Rationale.Graph.Lowering.Repetitions;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes one schedule as a class that derives from <c>StepProgram&lt;float&gt;</c>.</summary>
internal sealed class ProgramEmitter(Schedule schedule, IndentedWriter writer, TypeNames names)
{
    private readonly ProgramBody _body = new(schedule, new WorkerTarget(names));
    private readonly IReadOnlyList<LoweredInstructions> _lists = LoweredInstructions.Lower([schedule.Prologue, .. schedule.Passes.SelectMany(pass => new IReadOnlyList<Instruction>[] { pass.Tile, pass.Epilogue })]);
    private IReadOnlyList<IReadOnlyList<RepetitionRun>> _repetitions = [];

    /// <summary>Writes the class.</summary>
    /// <param name="className">Its name.</param>
    /// <param name="gpuClass">Name of the class with the passes as kernels for a GPU; null where there is none.</param>
    public void Write(string className, string? gpuClass = null)
    {
        _repetitions = SharedRepetitions.Find(_lists);
        var frame = $"{names["Frame"]} frame";
        writer.Line(ModelFile.Mark(names));
        using (writer.Braces($"private sealed class {className} : {names["StepProgram"]}"))
        {
            new LayoutEmitter(schedule, writer, names).Write();
            writer.Line();
            if (gpuClass is not null)
            {
                writer.Line("/// <summary>The passes as kernels for a GPU.</summary>");
                writer.Line($"public override {names["IReadOnlyList"]}<{names["Delegate"]}> Tiles => {gpuClass}.Passes;");
                writer.Line();
            }

            writer.Line("/// <summary>What does not depend on the examples, before the first pass.</summary>");
            WriteMethod($"public override void Prologue({frame})", 0);
            writer.Line();
            WriteTiles(frame);
            writer.Line();
            WriteEpilogues(frame);
            _body.WriteMethods(writer);
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
            WriteSummary($"Pass {Literals.Format(pass + 1)} of {Literals.Format(passes.Count)}", passes[pass].Tile);
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
            WriteSummary($"After pass {Literals.Format(pass + 1)} of {Literals.Format(passes.Count)}", passes[pass].Epilogue);
            WriteMethod($"private static void AfterPass{Literals.Format(pass + 1)}({frame})", 2 + (2 * pass));
        }
    }

    private void WriteSummary(string pass, IReadOnlyList<Instruction> instructions) =>
        writer.Line(instructions.Count == 0 ? $"// {pass}: nothing." : InstructionPrinter.Summary(pass, instructions));

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
            _body.Write(writer, _lists[list], _repetitions[list]);
        }
    }
}
