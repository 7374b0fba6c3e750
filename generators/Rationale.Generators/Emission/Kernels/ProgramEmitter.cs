using Rationale.Graph;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes one schedule as a class that derives from <c>StepProgram&lt;float&gt;</c>.</summary>
internal sealed class ProgramEmitter(Schedule schedule, IndentedWriter writer, TypeNames names)
{
    private readonly ProgramBody _body = new(schedule, new WorkerTarget(names));

    /// <summary>Writes the class.</summary>
    /// <param name="className">Its name.</param>
    /// <param name="gpuClass">Name of the class with the passes as kernels for a GPU; null where there is none.</param>
    public void Write(string className, string? gpuClass = null)
    {
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
            WriteMethod($"public override void Prologue({frame})", schedule.Prologue);
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
            _body.Write(writer, instructions);
        }
    }
}
