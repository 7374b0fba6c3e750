using Rationale.Graph.Models;
using Rationale.Graph.Tensors;

namespace Rationale.Generators.Emission.Torch;

/// <summary>The file with the training step of a model as operators of libtorch, where the project knows the torch target.</summary>
internal static class TorchProgramFile
{
    /// <summary>Writes the file, if it is wanted.</summary>
    public static IEnumerable<SourceFile> Write(EmissionInput input)
    {
        if (!input.HasTorchTraining)
        {
            yield break;
        }

        var model = input.Declaration.Specification;
        var graph = ModelGraph.Build(model, training: true);
        var schedule = TensorSchedule.Of(ModelPrograms.Compile(ModelPrograms.Training(model)), graph.ParameterLength);
        yield return ModelFile.Write(input, "TorchTraining", (_, _) => "", (writer, names) =>
        {
            writer.Lines(
                $$"""
                /// <summary>One step of training as a program of TorchScript: the loss {{model.ObjectiveFormula}}, and its gradient with respect to every parameter.</summary>
                /// <remarks>
                /// Every line of the program is one operator of libtorch over the rows of a worker, under its mathematics; it writes into memory that is there before the
                /// step. What only rearranges is a view and no line. The torch target compiles the text once in a process, whatever the size of a batch.
                /// </remarks>
                {{ModelFile.Mark(names)}}
                """);
            new TensorProgramEmitter(schedule, writer, names).Write($"private static {names["TensorSchedule"]} TorchTraining()");
        });
    }
}
