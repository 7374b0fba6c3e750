using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes the instructions of one method: under the heading of their phase, each under its mathematics.</summary>
internal sealed class InstructionPrinter(IndentedWriter writer, ICallPrinter printer)
{
    private Phase? _phase;

    /// <summary>Declares the number of examples, if any of the calls asks for it.</summary>
    public static void DeclareExamples(IndentedWriter writer, IEnumerable<KernelCall> calls)
    {
        if (calls.SelectMany(call => call.Arguments).Any(argument => argument is ExtentArgument { Extent.TimesExamples: true }))
        {
            writer.Line("var examples = frame.Examples;");
            writer.Line();
        }
    }

    /// <summary>Writes one instruction.</summary>
    public void Write(Instruction instruction, IEnumerable<KernelCall> calls)
    {
        Begin(instruction.Phase);
        writer.Line($"// {Mathematics(instruction)}");
        foreach (var call in calls)
        {
            printer.Write(call);
        }
    }

    /// <summary>Writes what stands before the next lines: an empty line, and the heading of a phase that begins.</summary>
    public void Begin(Phase phase)
    {
        if (_phase is not null)
        {
            writer.Line();
        }

        if (phase != _phase)
        {
            writer.Line($"// ── {phase.Heading}");
            writer.Line();
        }

        _phase = phase;
    }

    /// <summary>Goes on after lines that somebody else wrote.</summary>
    public void Resume(Phase phase) => _phase = phase;

    /// <summary>The formula of an instruction with the shape of its result, and whether it overwrites an input.</summary>
    public static string Mathematics(Instruction instruction)
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

        if (output.Region == Region.CommonSum)
        {
            return $"{instruction}   {output.Shape}, the sum of all workers";
        }

        var place = instruction.Inputs.FirstOrDefault(input => input.Region == Region.Tile && output.Region == Region.Tile && input.Offset == output.Offset);
        return $"{instruction}   {output.Shape.ToString().Replace("batch", "examples")}{(place is null ? "" : $", in the place of {place.Label}")}";
    }
}
