using Rationale.Execution;

namespace Rationale.Gpu.Tests;

/// <summary>A device that notes which programs it runs, by what they give.</summary>
internal sealed record NotingDevice(GpuDevice Inner) : Device, IStepTarget
{
    /// <summary>The results of each program, in the order in which they were prepared.</summary>
    public List<string> Programs { get; } = [];

    internal override IStepTarget? Target => this;

    bool IStepTarget.TakesTermSchedules => true;

    bool IStepTarget.RunsAllPrograms => true;

    IStepExecutor<float>? IStepTarget.Prepare(StepPlan plan, AlignedBuffer<float> parameters, ExecutionOptions options)
    {
        Programs.Add(string.Join(" ", plan.Layout.Outputs.Select(output => output.Name)));
        return ((IStepTarget)Inner).Prepare(plan, parameters, options);
    }
}
