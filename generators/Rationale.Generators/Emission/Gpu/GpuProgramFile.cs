using Rationale.Generators.Emission.Kernels;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Gpu;

/// <summary>The file with a program of a model as kernels for a GPU, for projects that know the GPU target.</summary>
internal static class GpuProgramFile
{
    /// <summary>Name of the class with the kernels of a program.</summary>
    public static string ClassName(string program) => "Gpu" + program;

    /// <summary>Writes the file.</summary>
    /// <param name="input">The model.</param>
    /// <param name="program">Name of the program.</param>
    /// <param name="schedule">The program.</param>
    public static SourceFile Write(EmissionInput input, string program, Schedule schedule) => ModelFile.Write(input, ClassName(program), (_, _) => "", (writer, names) =>
    {
        writer.Line($"/// <summary>{ProgramDocumentation.Summary(program, input.Declaration.Specification)} As kernels for a GPU.</summary>");
        writer.Lines(
            $$"""
            /// <remarks>
            /// A block of threads takes a tile of examples through the program, and then the next one; its threads share the elements of every line and meet where one line reads what others wrote.{{Sums(schedule)}}{{Around(schedule)}}
            /// The mathematics is that of the CPU.
            /// </remarks>
            {{ModelFile.Mark(names)}}
            """);
        new BlockProgramEmitter(schedule, writer, names).Write(ClassName(program));
    });

    private static string Around(Schedule schedule) => schedule.Prologue.Concat(schedule.Passes.SelectMany(pass => pass.Epilogue)).All(instruction => instruction.Operator is PackOp) ? "" :
        "\n/// What stands before and after the passes is launched operator by operator: the lines of <c>Prologue</c> and <c>Epilogue</c> in the program of the CPU.";

    private static string Sums(Schedule schedule) => schedule.Passes.All(pass => pass.Sums.Count == 0) ? "" :
        "\n/// Each block adds up sums of its own, such as gradients; they are added, block after block, after the pass, so that every run gives the same bits.";
}
