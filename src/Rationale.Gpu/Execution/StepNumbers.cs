using ILGPU;
using ILGPU.Runtime;
using Rationale.Gpu.Devices;

namespace Rationale.Gpu.Execution;

/// <summary>
/// A few numbers on a device that may change from step to step, such as counters. The host writes what the next step wants; they are copied only where the device has others, and without waiting for the steps
/// before, from a place of the host's memory that stays as it is until the steps have been collected.
/// </summary>
/// <typeparam name="T">Type of the numbers.</typeparam>
internal sealed class StepNumbers<T> : IDisposable
    where T : unmanaged, IEquatable<T>
{
    private readonly DeviceBuffers _buffers;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _device;
    private readonly PageLockedMemory<T> _copies;
    private readonly T[] _there;
    private bool _isThere;

    /// <summary>Takes memory.</summary>
    /// <param name="device">The device.</param>
    /// <param name="length">How many numbers.</param>
    /// <param name="what">What they are, for the message where there is no memory.</param>
    public StepNumbers(GpuContext device, int length, string what)
    {
        _buffers = new DeviceBuffers(device);
        _device = _buffers.Take<T>(length, what, GpuMessages.SmallerModel);
        _copies = _buffers.TakePageLocked<T>((long)ResidentState<float>.MaxPending * Math.Max(1, length));
        (Wanted, _there) = (new T[length], new T[length]);
    }

    /// <summary>The numbers on the device.</summary>
    public ArrayView<T> View => _device.View;

    /// <summary>What the next step is to find.</summary>
    public T[] Wanted { get; }

    /// <summary>Copies after what the stream was given before, without waiting for it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="step">Which of the steps that have not been collected.</param>
    public void Bring(AcceleratorStream stream, int step)
    {
        if (Wanted.Length == 0 || Matches)
        {
            return;
        }

        var copy = _copies.GetSpan().Slice(step * Wanted.Length, Wanted.Length);
        Wanted.CopyTo(copy);
        View.CopyFromCPUUnsafeAsync(stream, ref copy[0], Wanted.Length);
        Note();
    }

    /// <summary>Copies and waits.</summary>
    public void Bring(AcceleratorStream stream)
    {
        if (Wanted.Length > 0 && !Matches)
        {
            View.CopyFromCPU(stream, (ReadOnlySpan<T>)Wanted);
            Note();
        }
    }

    /// <summary>Notes what the device has made of a number by itself.</summary>
    public void Moved(int index, T value) => _there[index] = value;

    /// <inheritdoc/>
    public void Dispose() => _buffers.Dispose();

    private bool Matches => _isThere && Wanted.AsSpan().SequenceEqual(_there);

    private void Note()
    {
        Wanted.CopyTo(_there, 0);
        _isThere = true;
    }
}
