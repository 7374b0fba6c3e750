using ILGPU;
using ILGPU.Runtime.OpenCL;

namespace Rationale.Gpu.Devices;

/// <summary>What the drivers of OpenCL bring, also what kernels cannot run on.</summary>
internal static class OpenClDevices
{
    /// <summary>Why there is no device, where ILGPU finds none that it compiles for.</summary>
    public static string WhyNone()
    {
        DriverFiles.Watch();
        using var context = Context.Create(builder => builder.OpenCL(_ => true));
        CLDevice[] devices = [.. context.GetCLDevices()];
        return WhyNone([.. devices.Select(device => FormattableString.Invariant($"{device.Name} (OpenCL {device.DeviceVersion.Major}.{device.DeviceVersion.Minor})"))]);
    }

    /// <summary>Why there is no device, where drivers bring some.</summary>
    /// <param name="unusable">Devices that kernels cannot run on.</param>
    public static string WhyNone(IReadOnlyList<string> unusable) => unusable.Count == 0
        ? "There is no OpenCL device: OpenCL's loader finds no driver that brings one; install the driver of the GPU's maker with its part for OpenCL, or train with Device.Cpu."
        : $"There is no OpenCL device that kernels can run on: {string.Join(", ", unusable)} {(unusable.Count == 1 ? "lacks" : "lack")} the generic address space, which OpenCL 2 brings and OpenCL 3 may leave out; update the driver, take another device (one of NVIDIA's by GpuDevice.Cuda()), or train with Device.Cpu.";
}
