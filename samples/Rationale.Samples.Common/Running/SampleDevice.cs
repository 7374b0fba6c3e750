using Rationale.Gpu;

namespace Rationale.Samples;

/// <summary>Turns the value of <c>--device</c> into a device that is there.</summary>
public static class SampleDevice
{
    /// <summary>Chooses the device.</summary>
    /// <param name="name">auto, cpu, cuda or opencl.</param>
    /// <param name="quick">Whether the run is a small one, for which auto takes the CPU.</param>
    /// <returns>The device to train on.</returns>
    /// <exception cref="ArgumentException">The name is unknown, or the device cannot be used.</exception>
    public static Device Resolve(string name, bool quick) => name switch
    {
        "cpu" => Device.Cpu,
        "auto" => !quick && GpuDevices.HasCuda && GpuDevices.List().Any(found => found.Device.Kind == GpuKind.Cuda) ? GpuDevice.Cuda() : Device.Cpu,
        "cuda" => Opened(name, GpuDevice.Cuda()),
        "opencl" => Opened(name, GpuDevice.OpenCl()),
        _ => throw new ArgumentException($"--device {name} is unknown; choose auto, cpu, cuda or opencl."),
    };

    private static GpuDevice Opened(string name, GpuDevice device)
    {
        try
        {
            device.Open();
            return device;
        }
        catch (GpuException exception)
        {
            throw new ArgumentException($"--device {name}: {exception.Message}", exception);
        }
    }
}
