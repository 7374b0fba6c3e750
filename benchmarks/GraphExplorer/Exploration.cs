using Rationale.Execution;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;

namespace Rationale.GraphExplorer;

/// <summary>Which of a model's programs.</summary>
internal enum ProgramKind
{
    /// <summary>Loss and gradients of the parameters.</summary>
    Training,

    /// <summary>Loss and outputs.</summary>
    Evaluation,

    /// <summary>Outputs.</summary>
    Prediction,

    /// <summary>Outputs and the gradient of their logarithmic probabilities with respect to the input.</summary>
    Explanation,
}

/// <summary>One instruction of a program.</summary>
/// <param name="Stage">The prologue, a pass, or what follows one.</param>
/// <param name="Pass">Index of the pass; −1 for the prologue.</param>
/// <param name="InTile">Whether it runs for each tile.</param>
/// <param name="Instruction">The instruction.</param>
/// <param name="Cost">What it costs over the whole batch.</param>
internal sealed record Line(string Stage, int Pass, bool InTile, Instruction Instruction, Cost Cost)
{
    /// <summary>Seconds over the whole batch; null if it was not measured.</summary>
    public double? Seconds { get; init; }
}

/// <summary>A program of a model with everything that is shown of it.</summary>
internal sealed record Exploration(
    ModelSpecification Model,
    ProgramKind Program,
    Schedule Schedule,
    ProgramLayout Layout,
    TileChoice Tile,
    int Examples,
    int Workers,
    int Tiles,
    IReadOnlyList<Line> Lines)
{
    /// <summary>Operations a second of one core's matrix product; null if nothing was measured.</summary>
    public double? Peak { get; init; }

    /// <summary>The cost of the whole program over the batch.</summary>
    public Cost Total => Lines.Aggregate(default(Cost), (cost, line) => cost + line.Cost);

    /// <summary>Schedules a program.</summary>
    /// <param name="model">The model.</param>
    /// <param name="program">Which program.</param>
    /// <param name="batch">Rows of a batch; zero for the model's own.</param>
    /// <param name="options">Workers and tile.</param>
    public static Exploration Create(ModelSpecification model, ProgramKind program, int batch, ExecutionOptions options)
    {
        var graph = program switch
        {
            ProgramKind.Training => ModelPrograms.Training(model),
            ProgramKind.Evaluation => ModelPrograms.Evaluation(model),
            ProgramKind.Prediction => ModelPrograms.Prediction(model),
            _ => ModelPrograms.Explanation(model, model.Find<ExplanationPenalty>()?.Target ?? (model.Task is ClassifierTask ? new Target(TargetOutput.LogProbability, TargetClass.All) : new Target(TargetOutput.Logit, TargetClass.All))),
        };
        var schedule = Scheduler.Run(ModelPrograms.Compile(graph), ModelGraph.Build(model, training: false).ParameterLength, joinsPoolings: true);
        var layout = ProgramLayout.FromSchedule(schedule);
        var examples = batch > 0 ? batch : model.Training.BatchSize;
        var tile = options.TileFor(layout);
        var workers = options.Workers > 0 ? options.Workers : ExecutionOptions.WorkersWorthwhile(layout, examples, Environment.ProcessorCount, isStep: program == ProgramKind.Training);
        var tiles = Enumerable.Range(0, workers)
            .Select(worker => (int)(((long)examples * (worker + 1) / workers) - ((long)examples * worker / workers)))
            .Sum(share => (share + tile.Examples - 1) / tile.Examples);
        var lines = new List<Line>(schedule.Prologue.Select(instruction => new Line("prologue", -1, false, instruction, Cost.Compute(instruction, examples))));
        for (var pass = 0; pass < schedule.Passes.Count; pass++)
        {
            var index = pass;
            lines.AddRange(schedule.Passes[pass].Tile.Select(instruction => new Line($"pass {index + 1}, each tile", index, true, instruction, Cost.Compute(instruction, examples, tiles))));
            lines.AddRange(schedule.Passes[pass].Epilogue.Select(instruction => new Line($"pass {index + 1}, at its end", index, false, instruction, Cost.Compute(instruction, examples))));
        }

        return new Exploration(model, program, schedule, layout, tile, examples, workers, tiles, lines);
    }
}
