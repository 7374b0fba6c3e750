using Rationale.Execution;

namespace Rationale;

/// <summary>
/// Where the steps of a training run: <see cref="Cpu"/>, or what another package brings, such as <c>TorchDevice</c> of Rationale.Torch. To bring one, derive from this record and give what
/// prepares the steps.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of trainings may name the same device.</remarks>
public abstract record Device
{
    /// <summary>The cores of this machine, by the kernels of this library. Needs nothing else.</summary>
    public static Device Cpu { get; } = new CpuDevice();

    /// <summary>What prepares the steps; null for the cores of this machine.</summary>
    internal abstract IStepTarget? Target { get; }

    private sealed record CpuDevice : Device
    {
        internal override IStepTarget? Target => null;

        public override string ToString() => "cpu";
    }
}
