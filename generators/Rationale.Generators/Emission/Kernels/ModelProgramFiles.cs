using Rationale.Generators.Emission.Gpu;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Kernels;

/// <summary>The files with the programs of a model, one each.</summary>
internal static class ModelProgramFiles
{
    /// <summary>Name of the class of a program.</summary>
    public static string ClassName(string program) => program + "Program";

    /// <summary>Schedules and writes every program of a model.</summary>
    public static IEnumerable<SourceFile> Write(EmissionInput input, CancellationToken cancellationToken)
    {
        var model = input.Declaration.Specification;
        var parameters = ModelGraph.Build(model, training: false).ParameterLength;
        foreach (var (name, graph) in Graphs(model))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var schedule = Scheduler.Run(ModelPrograms.Compile(graph), parameters);
            yield return ModelFile.Write(input, name, (_, _) => "", (writer, names) =>
            {
                ProgramDocumentation.Write(writer, name, model);
                new ProgramEmitter(schedule, writer, names).Write(ClassName(name), input.WantsGpu ? GpuProgramFile.ClassName(name) : null);
            });
            if (input.WantsGpu)
            {
                yield return GpuProgramFile.Write(input, name, schedule);
            }
        }
    }

    /// <summary>The attribution target whose gradient is compiled; every other is interpreted when somebody asks for it.</summary>
    public static Target Explained(ModelTask task) =>
        task is RegressorTask ? new Target(TargetOutput.Logit, TargetClass.All) : new Target(TargetOutput.Probability, TargetClass.Predicted);

    private static IEnumerable<(string Name, ComputationGraph Graph)> Graphs(ModelSpecification model) =>
    [
        ("Training", ModelPrograms.Training(model)),
        ("Evaluation", ModelPrograms.Evaluation(model)),
        ("Prediction", ModelPrograms.Prediction(model)),
        ("Explanation", ModelPrograms.Explanation(model, Explained(model.Task))),
    ];
}
