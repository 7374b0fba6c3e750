using Rationale.Execution;

namespace Rationale.Samples.Tests;

/// <summary>A device that counts what it is asked to run, and leaves it to the cores: whether a sample trains where it is told to is seen without a GPU.</summary>
internal sealed record AskedDevice : Device, IStepTarget
{
    private int _programs;

    /// <summary>How many programs were to run here.</summary>
    public int Programs => _programs;

    internal override IStepTarget? Target => this;

    public override string ToString() => "asked";

    IStepExecutor<float>? IStepTarget.Prepare(StepPlan plan, AlignedBuffer<float> parameters, ExecutionOptions options)
    {
        Interlocked.Increment(ref _programs);
        return null;
    }
}
