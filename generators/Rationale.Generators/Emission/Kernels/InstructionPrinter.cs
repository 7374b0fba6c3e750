using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Objectives;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>Writes the instructions of one method: under the heading of their phase, each under its mathematics.</summary>
/// <param name="writer">Where they go.</param>
/// <param name="printer">Writes their calls.</param>
/// <param name="earlier">Lines of mathematics that earlier passes have written; null where there are none.</param>
internal sealed class InstructionPrinter(IndentedWriter writer, ICallPrinter printer, ISet<string>? earlier = null)
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
        var mathematics = Mathematics(instruction);
        writer.Line($"// {mathematics}{(!instruction.Accumulate && earlier?.Contains(mathematics) == true ? ", again" : "")}");
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

    /// <summary>What a pass computes, in one line: the part of the step and the block in which it ends, and its last formula.</summary>
    /// <param name="pass">Which pass it is.</param>
    /// <param name="instructions">Its instructions.</param>
    public static string Summary(string pass, IReadOnlyList<Instruction> instructions)
    {
        var last = instructions[instructions.Count - 1];
        var phase = last.Phase.Heading.Split(':')[0];
        return $"// {pass}: {char.ToLowerInvariant(phase[0])}{phase.Substring(1)}{(last.Block is { } block ? $", {block.Name} {Literals.Format(block.Number)}" : "")}, up to {Mathematics(last)}";
    }

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
        var purpose = instruction.Operator is AffineOp { Shift: RobustnessPenalty.UnderRoot } ? ", which keeps the slope of the root finite" : "";
        return $"{instruction}{purpose}   {output.Shape.ToString().Replace("batch", "examples")}{(place is null ? "" : $", in the place of {place.Label}")}";
    }
}
