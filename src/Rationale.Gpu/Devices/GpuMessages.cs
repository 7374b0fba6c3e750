using System.Globalization;

namespace Rationale.Gpu.Devices;

/// <summary>What is said where a device cannot be used.</summary>
internal static class GpuMessages
{
    /// <summary>There is no device of the kind.</summary>
    public static string None(string kind, string missing) => $"There is no {kind} device: {missing}; install its driver, or train with Device.Cpu.";

    /// <summary>There are devices of the kind, but not that one.</summary>
    public static string NoIndex(string kind, int index, IReadOnlyList<string> names) =>
        string.Create(CultureInfo.InvariantCulture, $"There is no {kind} device {index}; there {(names.Count == 1 ? "is" : "are")} {string.Join(", ", names.Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"{i} ({name})")))}.");

    /// <summary>The driver is older than what kernels are compiled for.</summary>
    public static string OldDriver(string found, string needed) => $"The NVIDIA driver supports CUDA {found}, but kernels need CUDA {needed}; update the driver, or train with Device.Cpu.";

    /// <summary>The device's memory is full.</summary>
    public static string OutOfMemory(string device, string what, long asked, long free) =>
        $"{device} has not enough memory for {what}: {Size(asked)} were asked for and {Size(free)} are free; lower TrainingOptions.BatchSize, or GpuDevice.DataLimit where the data set takes the memory.";

    /// <summary>A library that was named is none.</summary>
    public static string NoLibrary(string path) => $"{path} is no cuBLAS that this driver can use; leave GpuDevice.CuBlasPath out to look for another, or to do without.";

    /// <summary>The driver does not run what it has recorded.</summary>
    public static string GraphFailed(int error, string description) => string.Create(
        CultureInfo.InvariantCulture, $"The driver could not run a recorded step: {description} (CUDA error {error}). The device cannot be used any more by this process; start again from the last checkpoint with TrainingOptions.Resume, or train with Device.Cpu.");

    private static string Size(long bytes) => bytes >= 1 << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.0} MiB");
}
