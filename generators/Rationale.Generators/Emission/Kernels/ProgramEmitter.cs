using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes one schedule as a class that derives from <c>StepProgram&lt;float&gt;</c>.</summary>
internal sealed class ProgramEmitter(Schedule schedule, IndentedWriter writer, TypeNames names)
{
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
            var calls = instructions.Select(LoweringTable.Lower).ToList();
            if (calls.SelectMany(call => call).SelectMany(call => call.Arguments).Any(argument => argument is ExtentArgument { Extent.TimesExamples: true }))
            {
                writer.Line("var examples = frame.Examples;");
                writer.Line();
            }

            var printer = new KernelPrinter(writer, new Scope(writer, schedule, new Views(instructions)), names);
            for (var index = 0; index < instructions.Count; index++)
            {
                if (index > 0)
                {
                    writer.Line();
                }

                if (index == 0 || instructions[index].Phase != instructions[index - 1].Phase)
                {
                    writer.Line($"// ── {instructions[index].Phase.Heading}");
                    writer.Line();
                }

                writer.Line($"// {Mathematics(instructions[index])}");
                foreach (var call in calls[index])
                {
                    printer.Write(call);
                }
            }
        }
    }

    /// <summary>The formula of an instruction with the shape of its result, and whether it overwrites an input.</summary>
    internal static string Mathematics(Instruction instruction)
    {
        var output = instruction.Output;
        if (instruction.Operator is PackPanelsOp pack)
        {
            return $"{output.Label}   [{Literals.Format(pack.Inner)}×{Literals.Format(pack.Columns)}], {Literals.Format(PackPanelsOp.PanelWidth)} columns a panel";
        }

        if (instruction.Operator is PackFiltersOp { Geometry.IsDepthwise: false })
        {
            return $"{output.Label}   {output.Shape}, {Literals.Format(PackPanelsOp.PanelWidth)} columns a panel";
        }

        if (instruction.Operator is CopyOp && output.Region == Region.Accumulator)
        {
            return $"gradients {(instruction.Accumulate ? "+=" : "=")} {instruction.Formula}   {output.Shape}";
        }

        var place = instruction.Inputs.FirstOrDefault(input => input.Region == Region.Tile && output.Region == Region.Tile && input.Offset == output.Offset);
        return $"{instruction}   {output.Shape.ToString().Replace("batch", "examples")}{(place is null ? "" : $", in the place of {place.Label}")}";
    }
}
