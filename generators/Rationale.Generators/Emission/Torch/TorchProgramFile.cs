using Rationale.Graph.Models;
using Rationale.Graph.Tensors;

namespace Rationale.Generators.Emission.Torch;

/// <summary>The file with the training step of a model as operators of libtorch, where the project knows the torch target.</summary>
internal static class TorchProgramFile
{
    /// <summary>Writes the file, if it is wanted.</summary>
    public static IEnumerable<SourceFile> Write(EmissionInput input)
    {
        if (!input.WantsTorch)
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
                /// <summary>One step of training as operators of libtorch: the loss {{model.ObjectiveFormula}}, and its gradient with respect to every parameter.</summary>
                /// <remarks>
                /// Every line is one operator over the rows of a worker, under its mathematics; it writes into memory that is there before the step. What only
                /// rearranges is a view and no line. The torch target prepares these calls once for each size of batch and then runs them without coming back.
                /// </remarks>
                {{ModelFile.Mark(names)}}
                """);
            new TensorProgramEmitter(schedule, new TensorNames(schedule, graph.Layout), writer, names).Write($"private static {names["TensorSchedule"]} TorchTraining()");
        });
    }
}
