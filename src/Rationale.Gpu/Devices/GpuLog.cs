using Microsoft.Extensions.Logging;

namespace Rationale.Gpu.Devices;

/// <summary>What is logged about devices.</summary>
internal static partial class GpuLog
{
    /// <summary>A kernel that was written for a model cannot run on a device.</summary>
    [LoggerMessage(
        1,
        LogLevel.Warning,
        "{Kernel} needs {Needed} bytes of memory that the threads of a block share, but {Device} has {Limit}; the model runs operator by operator over the whole batch instead, as with GpuMode.WholeBatch.")]
    public static partial void TooLittleSharedMemory(ILogger logger, string kernel, int needed, string device, int limit);

    /// <summary>Where a program runs whose device was left to estimates.</summary>
    [LoggerMessage(2, LogLevel.Information, "Device.Auto takes {Device} for {Steps} steps: the GPU is expected to take {Gpu:0.###} s, its start included, and the cores {Cpu:0.###} s.")]
    public static partial void Chosen(ILogger logger, string device, long steps, double gpu, double cpu);

    /// <summary>Where programs run whose device was left to estimates, where there is no choice.</summary>
    [LoggerMessage(3, LogLevel.Information, "Device.Auto takes {Device}: {Reason}.")]
    public static partial void NoCard(ILogger logger, string device, string reason);
}
