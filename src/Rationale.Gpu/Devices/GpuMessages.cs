using System.Globalization;

namespace Rationale.Gpu.Devices;

/// <summary>What is said where a device cannot be used.</summary>
internal static class GpuMessages
{
    /// <summary>There is no driver of the kind.</summary>
    public static string NotFound(string kind, string file) => $"There is no {kind} device: {file} was not found; install its driver, or train with Device.Cpu.";

    /// <summary>There is a driver of the kind, and no device.</summary>
    public static string None(string kind, string missing) => $"There is no {kind} device: {missing}; take another device, or train with Device.Cpu.";

    /// <summary>There are devices of the kind, but not that one.</summary>
    public static string NoIndex(string kind, int index, IReadOnlyList<string> names) =>
        string.Create(CultureInfo.InvariantCulture, $"There is no {kind} device {index}; there {(names.Count == 1 ? "is" : "are")} {string.Join(", ", names.Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"{i} ({name})")))}.");

    /// <summary>The driver is older than what kernels are compiled for.</summary>
    public static string OldDriver(string found, string needed) => $"The {VersionOfDriver(found, needed)}; update the driver, or train with Device.Cpu.";

    /// <summary>What the driver supports, and what kernels need.</summary>
    public static string VersionOfDriver(string found, string needed) => $"NVIDIA driver supports CUDA {found}, but kernels need CUDA {needed}";

    /// <summary>What takes less memory for a model: its parameters, their gradients and the state of the optimizer.</summary>
    public const string SmallerModel = "take a device with more memory, dispose models that still use this one, or train with Device.Cpu";

    /// <summary>What takes less memory for the values of a batch.</summary>
    public const string SmallerParts = "lower GpuDevice.WorkspaceLimit, so that batches go through in parts, or TrainingOptions.BatchSize";

    /// <summary>What takes less memory for a batch that is brought as a whole.</summary>
    public const string SmallerBatches = "lower TrainingOptions.BatchSize";

    /// <summary>What takes less memory for a data set.</summary>
    public const string NoData = "lower GpuDevice.DataLimit, so that examples are brought batch by batch";

    /// <summary>What takes less memory for blocks that have sums of their own.</summary>
    public const string NoTiles = "set GpuDevice.Mode to GpuMode.WholeBatch, where blocks have no sums of their own";

    /// <summary>The device's memory is full. What is free is left out where the device does not tell.</summary>
    public static string OutOfMemory(string device, string what, long asked, long? free, string advice) =>
        $"{device} has not enough memory for {what}: {Size(asked)} were asked for{(free is { } known ? $" and {Size(known)} are free" : "")}; {advice}.";

    /// <summary>The host has no more memory that a device copies from.</summary>
    public static string OutOfHostMemory(string device, long asked) =>
        $"This machine has not enough memory from which {device} copies: {Size(asked)} were asked for; {SmallerBatches}.";

    /// <summary>A library that was named is none.</summary>
    public static string NoLibrary(string path) => $"{path} is no cuBLAS that this driver can use; leave GpuDevice.CuBlasPath out to look for another, or to do without.";

    /// <summary>A kernel cannot be compiled for a device.</summary>
    public static string NotCompiled(string device, string kernel, string reason) =>
        $"The kernel '{kernel}' could not be compiled for {device}: {reason.TrimEnd('.')}; update the driver, or train with Device.Cpu.";

    /// <summary>The driver does not run what it has recorded.</summary>
    public static string GraphFailed(int error, string description) => string.Create(
        CultureInfo.InvariantCulture, $"The driver could not run a recorded step: {description} (CUDA error {error}). The device cannot be used any more by this process; start again from the last checkpoint with TrainingOptions.Resume, or train with Device.Cpu.");

    private static string Size(long bytes) => bytes switch
    {
        >= 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB"),
        >= 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
    };
}
