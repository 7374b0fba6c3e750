using Rationale.Gpu;

namespace Rationale.Samples;

/// <summary>Turns the value of <c>--device</c> into a device that is there.</summary>
public static class SampleDevice
{
    /// <summary>Chooses the device.</summary>
    /// <param name="name">What <see cref="GpuDevices.Parse"/> takes: auto, cpu, cuda, opencl, or emulated, which is very slow.</param>
    /// <returns>The device to train on.</returns>
    /// <exception cref="ArgumentException">The name is unknown, or the device cannot be used.</exception>
    public static Device Resolve(string name)
    {
        try
        {
            var device = GpuDevices.Parse(name);
            (device as GpuDevice)?.Open();
            return device;
        }
        catch (Exception exception) when (exception is FormatException or GpuException)
        {
            throw new ArgumentException($"--device {name}: {exception.Message.Replace("Device.Cpu", "--device cpu", StringComparison.Ordinal)}", exception);
        }
    }
}
