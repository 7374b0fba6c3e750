using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Kernels;

namespace Rationale.Gpu.Execution;

/// <summary>Columns, labels and the order of all examples of a data set on a device; a step takes those that stand in the order from its place on.</summary>
internal sealed class DeviceTable<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Examples that are brought at a time.</summary>
    private const int Chunk = 4096;

    private readonly GpuContext _device;
    private readonly AcceleratorStream _stream;
    private readonly ProgramLayout _layout;
    private readonly DeviceBuffers _buffers;
    private readonly MemoryBuffer1D<T, Stride1D.Dense>[] _columns;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _labels;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _numbers;
    private int _order = -1;

    /// <summary>Brings all examples.</summary>
    public DeviceTable(GpuContext device, AcceleratorStream stream, ProgramLayout layout, IBatch<T> source)
    {
        (_device, _stream, _layout, _buffers, Source) = (device, stream, layout, new DeviceBuffers(device), source);
        _columns = [.. layout.Inputs.Select(column => _buffers.Take<T>((long)column.Width * source.Examples, $"the data set's '{column.Name}'", GpuMessages.NoData))];
        _labels = _buffers.Take<int>(source.Examples, "the data set's labels", GpuMessages.NoData);
        _numbers = _buffers.Take<int>(source.Examples, "the order of the data set", GpuMessages.NoData);
        Bring();
    }

    /// <summary>The examples.</summary>
    public IBatch<T> Source { get; }

    /// <summary>Bytes that the examples take.</summary>
    public static unsafe long Bytes(IBatch<T> examples, ProgramLayout layout) => examples.Examples * ((layout.Inputs.Sum(column => (long)column.Width) * sizeof(T)) + (2 * sizeof(int)));

    /// <summary>Says which examples are next: a place of 0 in an order that is these examples alone.</summary>
    public void Choose(ReadOnlyMemory<int> numbers)
    {
        _numbers.View.AsContiguous().SubView(0, numbers.Length).CopyFromCPU(_stream, numbers.Span);
        _order = -1;
    }

    /// <summary>Brings the order of an epoch, if it is another one than that of the step before: from then on a step needs to know nothing but its place in it.</summary>
    public void Follow(EpochOrder order)
    {
        if (_order != order.Version)
        {
            _numbers.View.AsContiguous().SubView(0, order.Numbers.Length).CopyFromCPU(_stream, order.Numbers.Span);
            _order = order.Version;
        }
    }

    /// <summary>What puts examples where a program reads them: those that stand before every batch, and those of the order from the place that the step's counters name.</summary>
    /// <param name="memory">The program's memory.</param>
    /// <param name="columns">For each column of the program, which one of the table it is.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="always">How many stand before every batch.</param>
    public IReadOnlyList<KernelLaunch<T>> Gather(ProgramMemory<T> memory, IReadOnlyList<int> columns, int examples, int always) =>
    [
        .. columns.Select((column, i) => Gather(memory.Column(i, examples), column, always)),
        KernelLaunch<T>.Bringing(nameof(BlockTrainingKernels.GatherLabels), _device.BlocksFor(examples), [], [always], _numbers.View, _labels.View),
    ];

    public void Dispose() => _buffers.Dispose();

    private KernelLaunch<T> Gather(ArrayView<T> place, int column, int always) => KernelLaunch<T>.Bringing(
        nameof(BlockTrainingKernels.GatherExamples), _device.BlocksFor(place.Length), [_columns[column].View, place], [_layout.Inputs[column].Width, always], _numbers.View);

    private void Bring()
    {
        var labels = new int[Math.Min(Chunk, Source.Examples)];
        for (var i = 0; i < _columns.Length; i++)
        {
            var width = _layout.Inputs[i].Width;
            var buffer = new T[Math.Min(Chunk, Source.Examples) * width];
            for (var first = 0; first < Source.Examples; first += Chunk)
            {
                var count = Math.Min(Chunk, Source.Examples - first);
                var values = Source.Input(i, first, count, buffer.AsMemory(0, count * width));
                if (!values.IsEmpty)
                {
                    _columns[i].View.AsContiguous().SubView((long)first * width, (long)count * width).CopyFromCPU(_stream, values.Span);
                }
            }
        }

        for (var first = 0; first < Source.Examples; first += Chunk)
        {
            var count = Math.Min(Chunk, Source.Examples - first);
            _labels.View.AsContiguous().SubView(first, count).CopyFromCPU(_stream, Source.Labels(first, count, labels.AsMemory(0, count)).Span);
        }

        _stream.Synchronize();
    }
}
