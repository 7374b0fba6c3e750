using ILGPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Rationale.Gpu.Devices;

namespace Rationale.Gpu;

/// <summary>The GPUs of this machine.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class GpuDevices
{
    /// <summary>Whether NVIDIA's driver is there.</summary>
    public static bool HasCuda => CudaDriver.Version > 0;

    /// <summary>All devices that could train, those of NVIDIA's first; none where there are no drivers.</summary>
    public static IReadOnlyList<GpuInfo> List()
    {
        OpenClDriver.Watch();
        using var context = Context.Create(builder => builder.Cuda(device => NewerDevices.Apply(device)).OpenCL());
        CudaDevice[] cuda = [.. context.GetCudaDevices()];
        CLDevice[] openCl = [.. context.GetCLDevices()];
        return
        [
            .. cuda.Select((device, index) => Describe(GpuDevice.Cuda(index), device)),
            .. openCl.Select((device, index) => Describe(GpuDevice.OpenCl(index), device)),
        ];
    }

    private static GpuInfo Describe(GpuDevice device, ILGPU.Runtime.Device found) => new(device, found.Name, found.MemorySize, found.NumMultiprocessors);
}

/// <summary>A GPU of this machine.</summary>
/// <param name="Device">The device, for the options of a training.</param>
/// <param name="Name">Its name.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="Multiprocessors">How many blocks of threads run at once, at least.</param>
public sealed record GpuInfo(GpuDevice Device, string Name, long MemoryBytes, int Multiprocessors);
