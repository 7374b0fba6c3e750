using System.ComponentModel;
using Rationale.Graph.Tensors;

namespace Rationale.Execution;

/// <summary>Another place than the cores of this machine where the steps of a training can run.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStepTarget
{
    /// <summary>Prepares the steps of a training.</summary>
    /// <param name="schedule">The step.</param>
    /// <param name="layout">Inputs of the batches, in the order of their indices.</param>
    /// <param name="parameters">The flat parameters, which the training updates between steps; not disposed by the target.</param>
    /// <param name="options">Workers.</param>
    IStepExecutor<float> Training(TensorSchedule schedule, ProgramLayout layout, AlignedBuffer<float> parameters, ExecutionOptions options);
}
