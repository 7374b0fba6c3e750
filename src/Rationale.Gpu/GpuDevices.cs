using System.Globalization;
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

    /// <summary>All devices that could train, those of NVIDIA's first; none where there are no drivers, or only one that is too old, as <see cref="GpuDevice.Open"/> says.</summary>
    public static IReadOnlyList<GpuInfo> List()
    {
        DriverFiles.Watch();
        using var context = Context.Create(builder => (CudaDriver.IsUsable(CudaDriver.Version) ? builder.Cuda(device => NewerDevices.Apply(device)) : builder).OpenCL());
        CudaDevice[] cuda = [.. context.GetCudaDevices()];
        CLDevice[] openCl = [.. context.GetCLDevices()];
        return
        [
            .. cuda.Select((device, index) => Describe(GpuDevice.Cuda(index), device)),
            .. openCl.Select((device, index) => Describe(GpuDevice.OpenCl(index), device)),
        ];
    }

    /// <summary>NVIDIA's first card; null where there is none that could train.</summary>
    internal static GpuInfo? FirstCard()
    {
        if (!CudaDriver.IsUsable(CudaDriver.Version))
        {
            return null;
        }

        DriverFiles.Watch();
        using var context = Context.Create(builder => builder.Cuda(device => NewerDevices.Apply(device)));
        CudaDevice[] cards = [.. context.GetCudaDevices()];
        return cards.Length == 0 ? null : Describe(GpuDevice.Cuda(), cards[0]);
    }

    /// <summary>The device of a name, as command lines and configurations have it. Whether it is there is found when it is used, or by <see cref="GpuDevice.Open"/>.</summary>
    /// <param name="name"><c>auto</c>, <c>cpu</c>, <c>cuda</c>, <c>opencl</c>, the two with an index such as <c>cuda:1</c>, or <c>emulated</c>, in capitals or not.</param>
    /// <exception cref="FormatException">There is no such name; the message has those that there are.</exception>
    public static Device Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var (kind, number) = name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (name[..colon], name[(colon + 1)..]) : (name, null);
        var index = 0;
        return number is not null && !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out index)
            ? throw Unknown(name)
            : (kind.ToUpperInvariant(), number) switch
            {
                ("AUTO", null) => GpuDevice.Auto,
                ("CPU", null) => Device.Cpu,
                ("EMULATED", null) => GpuDevice.Emulated,
                ("CUDA", _) => GpuDevice.Cuda(index),
                ("OPENCL", _) => GpuDevice.OpenCl(index),
                _ => throw Unknown(name),
            };
    }

    private static FormatException Unknown(string name) => new($"'{name}' names no device; choose auto, cpu, cuda, opencl or emulated, or one of several by its index, as cuda:1.");

    private static GpuInfo Describe(GpuDevice device, ILGPU.Runtime.Device found) => new(device, found.Name, found.MemorySize, found.NumMultiprocessors);
}

/// <summary>A GPU of this machine.</summary>
/// <param name="Device">The device, for the options of a training.</param>
/// <param name="Name">Its name.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="Multiprocessors">How many blocks of threads run at once, at least.</param>
public sealed record GpuInfo(GpuDevice Device, string Name, long MemoryBytes, int Multiprocessors);
