namespace Rationale.Gpu;

/// <summary>What drives a device.</summary>
public enum GpuKind
{
    /// <summary>NVIDIA's driver.</summary>
    Cuda,

    /// <summary>A driver of OpenCL.</summary>
    OpenCl,

    /// <summary>The cores of this machine, for tests.</summary>
    Emulated,
}
