using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;

namespace Rationale.Benchmarks;

/// <summary>What a training step of a model is, before anything runs.</summary>
internal static class StepSchedule
{
    /// <summary>The schedule of a training step.</summary>
    /// <param name="model">The model.</param>
    public static Schedule Create(ModelSpecification model) =>
        Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: false).ParameterLength, joinsPoolings: true);

    /// <summary>Floating-point operations of a step.</summary>
    /// <param name="create">Makes the model.</param>
    /// <param name="examples">Rows of the step.</param>
    public static long Operations(Func<IModel> create, int examples)
    {
        using var model = create();
        return Cost.Compute(Create(model.Specification), examples).Operations;
    }

    /// <summary>Floating-point operations of one forward pass.</summary>
    /// <param name="model">The model.</param>
    public static long PredictionOperations(ModelSpecification model) =>
        Cost.Compute(Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Prediction(model)), ModelGraph.Build(model, training: false).ParameterLength), 1).Operations;
}
