namespace Rationale.Execution;

/// <summary>Another place than the cores of this machine where programs can run.</summary>
internal interface IStepTarget
{
    /// <summary>Prepares a program.</summary>
    /// <param name="plan">The program.</param>
    /// <param name="parameters">The flat parameters, which a training updates between steps; not disposed by the target.</param>
    /// <param name="options">Workers.</param>
    IStepExecutor<float> Prepare(StepPlan plan, AlignedBuffer<float> parameters, ExecutionOptions options);
}
