using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rationale.Execution;
using Rationale.Gpu.Execution;

namespace Rationale.Gpu.Devices;

/// <summary>NVIDIA's first card for programs that it is expected to run faster than the cores of this machine, its start included; otherwise these.</summary>
internal sealed record AutoDevice : Device, IStepTarget
{
    private static readonly ConditionalWeakTable<ILogger, object> Told = [];
    private static GpuInfo? _card;

    /// <summary>Finds the card; null where there is none. Tests pretend one.</summary>
    internal Func<GpuInfo?> Find { get; init; } = FindCard;

    /// <inheritdoc/>
    internal override IStepTarget? Target => this;

    /// <inheritdoc/>
    bool IStepTarget.TakesTermSchedules => true;

    /// <inheritdoc/>
    bool IStepTarget.RunsAllPrograms => true;

    /// <inheritdoc/>
    public override string ToString() => "auto";

    /// <inheritdoc/>
    IStepExecutor<float>? IStepTarget.Prepare(StepPlan plan, AlignedBuffer<float> parameters, ExecutionOptions options)
    {
        if (Find() is not { } card)
        {
            Tell(plan.Logger);
            return null;
        }

        var (gpu, cpu) = GpuCost.Choice(plan, card.Multiprocessors, options.WorkersOrDefault);
        GpuLog.Chosen(plan.Logger, gpu < cpu ? card.Device.ToString() : Cpu.ToString()!, plan.Steps, gpu / 1e6, cpu / 1e6);
        return gpu < cpu ? ((IStepTarget)card.Device).Prepare(plan, parameters, options) : null;
    }

    /// <summary>Says to a log once why there is no card: it is asked for every program.</summary>
    private static void Tell(ILogger logger)
    {
        if (logger.IsEnabled(LogLevel.Information) && Told.TryAdd(logger, Told))
        {
            GpuLog.NoCard(logger, Cpu.ToString()!, CudaDriver.WhyNoDevice());
        }
    }

    /// <summary>The card, which stays once it was found; drivers may still be installed where there is none.</summary>
    private static GpuInfo? FindCard() => _card ??= GpuDevices.FirstCard();
}
