using ILGPU;
using ILGPU.Runtime;
using Rationale.Gpu.Execution;

namespace Rationale.Gpu.Devices;

/// <summary>Memory of a device that is given back together; also where there is not enough for all of it.</summary>
/// <param name="device">The device.</param>
internal sealed class DeviceBuffers(GpuContext device) : IDisposable
{
    private readonly List<IDisposable> _taken = [];

    /// <summary>Bytes on the device.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes memory of the device.</summary>
    /// <param name="length">How many elements; no buffer has less than one.</param>
    /// <param name="what">What they are, for the message where there is no memory.</param>
    /// <param name="advice">What takes less memory.</param>
    /// <exception cref="OutOfMemoryException">There is not enough; what had been taken is given back.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Take<T>(long length, string what, string advice)
        where T : unmanaged
    {
        var buffer = OrNothing(() => device.Allocate<T>(Math.Max(1, length), what, advice));
        Bytes += buffer.LengthInBytes;
        return buffer;
    }

    /// <summary>Takes memory of the host from which the device copies.</summary>
    /// <param name="length">How many elements; at least one.</param>
    /// <exception cref="OutOfMemoryException">There is not enough; what had been taken is given back.</exception>
    public PageLockedMemory<T> TakePageLocked<T>(long length)
        where T : unmanaged => OrNothing(() => new PageLockedMemory<T>(device.Accelerator, length));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in _taken)
        {
            buffer.Dispose();
        }

        _taken.Clear();
    }

    private TBuffer OrNothing<TBuffer>(Func<TBuffer> take)
        where TBuffer : IDisposable
    {
        try
        {
            var buffer = take();
            _taken.Add(buffer);
            return buffer;
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
