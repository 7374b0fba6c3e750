using Rationale.Gpu;

namespace Rationale;

/// <summary>The GPUs of this machine, as devices of a training.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class GpuDeviceExtensions
{
    extension(Device)
    {
        /// <summary>A GPU where there is one and it is worth it, otherwise the cores of this machine; see <see cref="GpuDevice.Auto"/>.</summary>
        public static Device Auto => GpuDevice.Auto;

        /// <summary>A GPU: of NVIDIA's where its driver is found, otherwise one of OpenCL.</summary>
        /// <param name="index">Which of them.</param>
        /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
        public static GpuDevice Gpu(int index = 0) => GpuDevices.HasCuda ? GpuDevice.Cuda(index) : GpuDevice.OpenCl(index);
    }
}
