namespace Rationale.Execution;

/// <summary>Another place than the cores of this machine where programs can run.</summary>
internal interface IStepTarget
{
    /// <summary>Whether steps of one training may run different programs, as terms that are not computed at every step need it.</summary>
    bool TakesTermSchedules => false;

    /// <summary>Whether every program of a model can run here, such as the measurement of validation data, and not only the steps of trainings.</summary>
    bool RunsAllPrograms => false;

    /// <summary>Prepares a program.</summary>
    /// <param name="plan">The program.</param>
    /// <param name="parameters">The flat parameters, which a training updates between steps; not disposed by the target.</param>
    /// <param name="options">Workers.</param>
    /// <returns>What runs the program; null where the cores of this machine are expected to be faster.</returns>
    IStepExecutor<float>? Prepare(StepPlan plan, AlignedBuffer<float> parameters, ExecutionOptions options);
}
