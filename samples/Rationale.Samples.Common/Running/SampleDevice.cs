using Rationale.Gpu;

namespace Rationale.Samples;

/// <summary>Turns the value of <c>--device</c> into a device that is there.</summary>
public static class SampleDevice
{
    /// <summary>Chooses the device.</summary>
    /// <param name="name">auto, cpu, cuda, opencl, or emulated: the cores of this machine as a GPU, very slow.</param>
    /// <returns>The device to train on.</returns>
    /// <exception cref="ArgumentException">The name is unknown, or the device cannot be used.</exception>
    public static Device Resolve(string name) => name switch
    {
        "cpu" => Device.Cpu,
        "auto" => Device.Auto,
        "cuda" => Opened(name, GpuDevice.Cuda()),
        "opencl" => Opened(name, GpuDevice.OpenCl()),
        "emulated" => GpuDevice.Emulated,
        _ => throw new ArgumentException($"--device {name} is unknown; choose auto, cpu, cuda, opencl or emulated."),
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
