using Rationale.Graph.Models;

namespace Rationale.Execution;

/// <summary>Another place than the cores of this machine where the steps of a training can run.</summary>
public interface IStepTarget
{
    /// <summary>Prepares the steps of a training.</summary>
    /// <param name="model">The model; without a constraint where the training has none.</param>
    /// <param name="layout">Columns of the batches, in the order of their indices.</param>
    /// <param name="parameters">The flat parameters, which the training updates between steps; not disposed by the target.</param>
    /// <param name="options">Workers.</param>
    IStepExecutor<float> Training(ModelSpecification model, ProgramLayout layout, AlignedBuffer<float> parameters, ExecutionOptions options);
}
