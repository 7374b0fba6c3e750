using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <summary>
/// Batches of data that the device does not keep, brought through two buffers in turn: while a step reads one, the host fills the other and a second stream copies it. A buffer is filled again only when the
/// step that has read it is over.
/// </summary>
internal sealed class BatchBuffers<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GpuContext _device;
    private readonly AcceleratorStream _steps;
    private readonly AcceleratorStream _copies;
    private readonly ProgramLayout _layout;
    private readonly DeviceBuffers _buffers;
    private readonly Side[] _sides;
    private int _next;

    /// <summary>Takes memory.</summary>
    /// <param name="device">The device.</param>
    /// <param name="steps">The stream of the steps.</param>
    /// <param name="layout">The columns.</param>
    /// <param name="capacity">Most examples of a batch.</param>
    public BatchBuffers(GpuContext device, AcceleratorStream steps, ProgramLayout layout, int capacity)
    {
        (_device, _steps, _layout, Capacity) = (device, steps, layout, capacity);
        _buffers = new DeviceBuffers(device);
        var length = Math.Max(1, layout.Inputs.Sum(column => (long)column.Width) * capacity);
        _sides = [new Side(_buffers, length, capacity), new Side(_buffers, length, capacity)];
        _copies = device.Accelerator.CreateStream();
    }

    /// <summary>Most examples of a batch.</summary>
    public int Capacity { get; }

    /// <summary>Brings a batch into the next buffer, while the steps before it go on.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="columns">For each column of the program, which one of the batch it is.</param>
    /// <returns>The buffer.</returns>
    public int Bring(IBatch<T> batch, IReadOnlyList<int> columns)
    {
        var (number, side) = (_next, _sides[_next]);
        _next = 1 - _next;
        side.WaitForReader();
        var offset = 0;
        for (var i = 0; i < columns.Count; i++)
        {
            var place = side.Values.Memory.Slice(offset, _layout.Inputs[i].Width * batch.Examples);
            Put(batch.Input(columns[i], 0, batch.Examples, place).Span, place.Span);
            offset += place.Length;
        }

        var labels = side.Labels.Memory[..batch.Examples];
        Put(batch.Labels(0, batch.Examples, labels).Span, labels.Span);
        side.Copy(_copies, offset, batch.Examples);
        return number;
    }

    /// <summary>What puts a buffer where a program reads it.</summary>
    /// <param name="number">The buffer.</param>
    /// <param name="memory">The program's memory.</param>
    /// <param name="examples">Examples of the batch.</param>
    public IReadOnlyList<KernelLaunch<T>> Unload(int number, ProgramMemory<T> memory, int examples)
    {
        var side = _sides[number];
        var (launches, offset) = (new List<KernelLaunch<T>>(), 0L);
        for (var i = 0; i < _layout.Inputs.Count; i++)
        {
            var place = memory.Column(i, examples);
            launches.Add(KernelLaunch<T>.Create(
                typeof(BlockElementwiseKernels), nameof(BlockElementwiseKernels.Copy), _device.BlocksFor(place.Length), [side.OnDevice.View.AsContiguous().SubView(offset, place.Length), place]));
            offset += place.Length;
        }

        launches.Add(KernelLaunch<T>.Bringing(nameof(BlockTrainingKernels.CopyLabels), _device.BlocksFor(examples), [], [], order: default, side.LabelsOnDevice.View));
        return launches;
    }

    /// <summary>Notes that everything which reads a buffer has been put on the stream of the steps.</summary>
    public void IsRead(int number) => _sides[number].Reader = _steps.AddProfilingMarker();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var side in _sides)
        {
            side.WaitForReader();
        }

        _buffers.Dispose();
        _copies.Dispose();
    }

    /// <summary>A batch gives a view of its own memory, or has filled the place that it was given.</summary>
    private static void Put<TElement>(ReadOnlySpan<TElement> values, Span<TElement> place)
    {
        if (!values.IsEmpty && !Unsafe.AreSame(ref MemoryMarshal.GetReference(values), ref MemoryMarshal.GetReference(place)))
        {
            values[..place.Length].CopyTo(place);
        }
    }

    private sealed class Side(DeviceBuffers buffers, long length, int capacity)
    {
        public PageLockedMemory<T> Values { get; } = buffers.TakePageLocked<T>(length);

        public PageLockedMemory<int> Labels { get; } = buffers.TakePageLocked<int>(capacity);

        public MemoryBuffer1D<T, Stride1D.Dense> OnDevice { get; } = buffers.Take<T>(length, "a batch on its way", GpuMessages.SmallerBatches);

        public MemoryBuffer1D<int, Stride1D.Dense> LabelsOnDevice { get; } = buffers.Take<int>(capacity, "labels of a batch on its way", GpuMessages.SmallerBatches);

        public ProfilingMarker? Reader { get; set; }

        public void WaitForReader()
        {
            Reader?.Synchronize();
            Reader?.Dispose();
            Reader = null;
        }

        /// <summary>Copies and waits for the copies alone.</summary>
        public void Copy(AcceleratorStream stream, int values, int examples)
        {
            if (values > 0)
            {
                OnDevice.View.AsContiguous().SubView(0, values).CopyFromCPUUnsafeAsync(stream, ref Values.GetSpan()[0], values);
            }

            LabelsOnDevice.View.AsContiguous().SubView(0, examples).CopyFromCPUUnsafeAsync(stream, ref Labels.GetSpan()[0], examples);
            stream.Synchronize();
        }
    }
}
