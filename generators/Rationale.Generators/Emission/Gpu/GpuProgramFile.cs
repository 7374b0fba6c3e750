using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Gpu;

/// <summary>The file with the training step of a model as kernels for a GPU, where the project knows the GPU target.</summary>
internal static class GpuProgramFile
{
    /// <summary>Writes the file, if it is wanted.</summary>
    public static IEnumerable<SourceFile> Write(EmissionInput input)
    {
        if (!input.WantsGpu)
        {
            yield break;
        }

        var model = input.Declaration.Specification;
        var schedule = Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: false).ParameterLength);
        yield return ModelFile.Write(input, "GpuTraining", (_, _) => "", (writer, names) =>
        {
            writer.Lines(
                $$"""
                /// <summary>One step of training on a GPU: the loss {{model.ObjectiveFormula}}, and its gradient with respect to every parameter.</summary>
                /// <remarks>
                /// A block of threads takes a tile of examples through the program, and then the next one; its threads share the elements of every line and meet where one line reads what others wrote. Each
                /// block adds up gradients of its own; they are added, block after block, before the optimizer moves the parameters, so that every run gives the same bits. The mathematics is that of the CPU.
                /// </remarks>
                {{ModelFile.Mark(names)}}
                """);
            new BlockProgramEmitter(schedule, writer, names).Write();
        });
    }
}
