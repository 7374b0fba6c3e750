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

    /// <summary>Schedules and writes every program of a model, several at a time: a build waits for the slowest, and not for their sum.</summary>
    public static IReadOnlyList<SourceFile> Write(EmissionInput input, CancellationToken cancellationToken)
    {
        var model = input.Declaration.Specification;
        var parameters = ModelGraph.Build(model, training: false).ParameterLength;
        return Concurrent.Select(Graphs(model), cancellationToken, program =>
        {
            var graph = ModelPrograms.Compile(program.Graph());
            var schedule = Scheduler.Run(graph, parameters, joinsPoolings: true);
            var file = ModelFile.Write(input, program.Name, (_, _) => "", (writer, names) =>
            {
                ProgramDocumentation.Write(writer, program.Name, model, schedule);
                new ProgramEmitter(schedule, writer, names).Write(ClassName(program.Name), input.WantsGpu ? GpuProgramFile.ClassName(program.Name) : null);
            });
            return input.WantsGpu ? new[] { file, GpuProgramFile.Write(input, program.Name, Scheduler.Run(graph, parameters)) } : [file];
        }).SelectMany(files => files).ToList();
    }

    /// <summary>The attribution target whose gradient is compiled; every other is interpreted when somebody asks for it.</summary>
    public static Target Explained(ModelTask task) =>
        task is RegressorTask ? new Target(TargetOutput.Logit, TargetClass.All) : new Target(TargetOutput.Probability, TargetClass.Predicted);

    private static IReadOnlyList<(string Name, Func<ComputationGraph> Graph)> Graphs(ModelSpecification model) =>
    [
        ("Training", () => ModelPrograms.Training(model)),
        ("Evaluation", () => ModelPrograms.Evaluation(model)),
        ("Prediction", () => ModelPrograms.Prediction(model)),
        ("Explanation", () => ModelPrograms.Explanation(model, Explained(model.Task))),
    ];
}
