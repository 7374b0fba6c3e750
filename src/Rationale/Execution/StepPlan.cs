using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rationale.Graph.Scheduling;
using Rationale.Graph.Tensors;

namespace Rationale.Execution;

/// <summary>A program that a target is asked to run, in the forms that targets take it in; each is made when it is asked for.</summary>
/// <param name="layout">Columns of the batches, in the order of their indices.</param>
/// <param name="schedule">The program as instructions.</param>
/// <param name="tensors">The program as operators on tensors.</param>
/// <param name="batchExamples">Examples of the usual batch; 0 where that is not known.</param>
internal sealed class StepPlan(ProgramLayout layout, Func<Schedule> schedule, Func<TensorSchedule> tensors, int batchExamples)
{
    /// <summary>Columns of the batches, in the order of their indices.</summary>
    public ProgramLayout Layout { get; } = layout;

    /// <summary>The program as instructions over places.</summary>
    internal Schedule Schedule => schedule();

    /// <summary>The program as operators on tensors.</summary>
    public TensorSchedule Tensors => tensors();

    /// <summary>Examples of the usual batch; 0 where that is not known.</summary>
    public int BatchExamples { get; } = batchExamples;

    /// <summary>Kernels that were written for blocks of threads, one for each pass; none where none were.</summary>
    public IReadOnlyList<Delegate> Tiles { get; init; } = [];

    /// <summary>How often the program will run; 0 where that is not known.</summary>
    public long Steps { get; init; }

    /// <summary>Told what a target cannot do as it was asked to.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
