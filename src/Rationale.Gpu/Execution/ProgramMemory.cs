using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution.Batch;
using Rationale.Gpu.Kernels;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution;

/// <summary>The regions of a program in a device's memory.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
internal sealed class ProgramMemory<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ProgramLayout _layout;
    private readonly GpuContext _device;
    private readonly DeviceBuffers _buffers;
    private readonly List<DeviceBuffers> _beside = [];
    private readonly List<MemoryBuffer1D<T, Stride1D.Dense>> _parts = [];
    private readonly List<MemoryBuffer1D<byte, Stride1D.Dense>> _masks = [];
    private readonly int _stride;
    private readonly int[] _columnOffsets;
    private readonly int[] _outputOffsets;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _shared;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _columns;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _outputs;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _labels;
    private DeviceBuffers _values;
    private MemoryBuffer1D<T, Stride1D.Dense>? _arena;

    /// <summary>Takes memory for a program.</summary>
    /// <param name="device">The device.</param>
    /// <param name="layout">What the program needs.</param>
    /// <param name="parameters">The flat parameters; not disposed here.</param>
    /// <param name="settings">The numbers that are given at run time; not disposed here.</param>
    /// <param name="counters">Seed, step and places; not disposed here.</param>
    /// <param name="capacity">Most examples of a launch.</param>
    /// <param name="isTwice">Whether inputs have as much space again behind them, for values that products read together with them.</param>
    /// <exception cref="OutOfMemoryException">The device has not enough; the message says what was asked, what is free and what lowers it.</exception>
    public ProgramMemory(GpuContext device, ProgramLayout layout, MemoryBuffer1D<T, Stride1D.Dense> parameters, ArrayView<T> settings, ArrayView<long> counters, int capacity, bool isTwice)
    {
        (_device, _layout, _buffers, _values, Parameters, Settings, Counters, Capacity) = (device, layout, new DeviceBuffers(device), new DeviceBuffers(device), parameters, settings, counters, capacity);

        // A column or a result begins where four numbers can be read at once, whatever the number of examples.
        _stride = (capacity + 3) / 4 * 4;
        (_columnOffsets, var columns) = Offsets(layout.Inputs, isTwice ? 2 : 1);
        (_outputOffsets, var outputs) = Offsets(layout.Outputs, 1);
        Accumulators = _buffers.Take<T>(layout.Accumulators, "gradients and sums", GpuMessages.SmallerModel);
        _shared = _buffers.Take<T>(layout.Shared, "shared values", GpuMessages.SmallerModel);
        _columns = _buffers.Take<T>((long)columns * _stride, $"columns of {capacity} examples", GpuMessages.SmallerParts);
        _outputs = _buffers.Take<T>((long)outputs * _stride, $"results of {capacity} examples", GpuMessages.SmallerParts);
        _labels = _buffers.Take<int>(capacity, "labels", GpuMessages.SmallerParts);
        Totals = _buffers.Take<T>(layout.Totals.Count, "totals", GpuMessages.SmallerModel);
    }

    /// <summary>Most examples of a launch.</summary>
    public int Capacity { get; }

    /// <summary>The flat parameters.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Parameters { get; }

    /// <summary>The flat gradients and all other sums over the batch.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Accumulators { get; }

    /// <summary>The numbers for the whole batch, in the order of the layout.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Totals { get; }

    /// <summary>Seed, step and places, as <see cref="StepCounters"/> has them.</summary>
    public ArrayView<long> Counters { get; }

    /// <summary>The numbers that are given at run time.</summary>
    public ArrayView<T> Settings { get; }

    /// <summary>Bytes on the device.</summary>
    public long Bytes => _buffers.Bytes + _values.Bytes + _beside.Sum(buffers => buffers.Bytes);

    /// <summary>Bytes that an example takes, in the arena, the columns and the results.</summary>
    /// <param name="layout">What the program needs.</param>
    /// <param name="width">Elements of an example in the arena.</param>
    /// <param name="isTwice">Whether inputs have as much space again behind them.</param>
    public static unsafe long BytesOfExample(ProgramLayout layout, int width, bool isTwice) =>
        sizeof(T) * ((long)width + ((isTwice ? 2 : 1) * layout.Inputs.Sum(column => (long)column.Width)) + layout.Outputs.Sum(output => output.Width)) + sizeof(int);

    /// <summary>Whether the arena has space for some examples, in which the values of all of them stand one after the other.</summary>
    /// <param name="width">Elements of an example.</param>
    /// <param name="examples">The examples.</param>
    public bool Holds(int width, int examples) => _arena is { } arena && arena.Length >= (long)width * examples;

    /// <summary>Takes another arena; the stream must be through with the old one, and nothing may use it afterwards.</summary>
    /// <param name="width">Elements of an example.</param>
    /// <param name="examples">The examples.</param>
    /// <exception cref="OutOfMemoryException">The device has not enough; there is no arena then.</exception>
    public void Grow(int width, int examples)
    {
        // Before the new memory is taken: there may not be enough for both.
        _arena = null;
        _values.Dispose();
        _values = new DeviceBuffers(_device);
        _arena = _values.Take<T>((long)width * examples, $"values of {examples} examples", GpuMessages.SmallerParts);
    }

    /// <summary>A value in its place.</summary>
    public ArrayView<T> View(Operand operand, int examples)
    {
        var length = operand.Shape.Length;
        return operand.Region switch
        {
            Region.Input => Part(_columns, (long)_columnOffsets[operand.Offset] * _stride, (long)length * examples),
            Region.Parameters => Part(Parameters, operand.Offset, length),
            Region.Settings => Settings.SubView(operand.Offset, 1),
            Region.Tile when operand.Offset < 0 => Part(_columns, ((long)_columnOffsets[BatchPlaces.InputBefore(operand.Offset)] * _stride) + ((long)length * examples), (long)length * examples),
            Region.Tile => Part(_arena!, (long)operand.Offset * examples, operand.Shape.Batched ? (long)length * examples : length),
            Region.Shared => Part(_shared, operand.Offset, length),
            Region.Accumulator or Region.CommonSum => Part(Accumulators, operand.Offset, length),
            Region.Output => Output(operand.Offset, examples),
            _ => throw new InvalidOperationException($"'{operand.Label}' stands in the region {operand.Region}, which holds no numbers."),
        };
    }

    /// <summary>A value of one element that stands where a layout says.</summary>
    public ArrayView<T> View(TotalLayout total) => total.Region == Region.Settings
        ? Settings.SubView(total.Offset, 1)
        : Part(total.Region switch { Region.Parameters => Parameters, Region.Shared => _shared, _ => Accumulators }, total.Offset, 1);

    /// <summary>Rows of a column of the batch.</summary>
    public ArrayView<T> Column(int index, int examples) => Part(_columns, (long)_columnOffsets[index] * _stride, (long)_layout.Inputs[index].Width * examples);

    /// <summary>Rows of a result.</summary>
    public ArrayView<T> Output(int index, int examples) => Part(_outputs, (long)_outputOffsets[index] * _stride, (long)_layout.Outputs[index].Width * examples);

    /// <summary>Class indices.</summary>
    public ArrayView<int> Labels(int examples) => _labels.View.SubView(0, examples);

    /// <summary>A part of the shared region.</summary>
    public ArrayView<T> Shared(int offset, int length) => Part(_shared, offset, length);

    /// <summary>Space for the parts of a sum, which are added before the pass ends.</summary>
    /// <param name="index">Which sum of the pass.</param>
    /// <param name="length">Elements of all parts.</param>
    /// <exception cref="OutOfMemoryException">The device has not enough; all else stays as it is.</exception>
    public ArrayView<T> Parts(int index, long length) => Part(Beside(_parts, index, length, "parts of the weights' gradients"), 0, length);

    /// <summary>Space for the bits of rectified values.</summary>
    /// <param name="index">Which of the program's masks.</param>
    /// <param name="bytes">Bytes of the mask.</param>
    /// <exception cref="OutOfMemoryException">The device has not enough; all else stays as it is.</exception>
    public nint Mask(int index, long bytes) => Beside(_masks, index, bytes, "bits of rectified values").NativePtr;

    /// <summary>What the program of a tile sees.</summary>
    public BlockFrame<T> Frame(ArrayView<T> sums, ArrayView<T> arenas, int examples, int tileSize, int sumsLength, int arenaLength) => new()
    {
        AllInputs = _columns.View,
        AllParameters = Parameters.View,
        AllSettings = Settings,
        AllShared = _shared.View,
        AllTotals = Accumulators.View,
        AllSums = sums,
        AllArenas = arenas,
        AllOutputs = _outputs.View,
        AllLabels = _labels.View,
        Counters = Counters,
        BatchSize = examples,
        TileSize = tileSize,
        Capacity = _stride,
        SumsLength = sumsLength,
        ArenaLength = arenaLength,
    };

    public void Dispose()
    {
        _values.Dispose();
        _buffers.Dispose();
        _beside.ForEach(buffers => buffers.Dispose());
    }

    /// <summary>A buffer of the executor's launches that is large enough. One that was too small stays, because launches that were planned before write to it.</summary>
    private MemoryBuffer1D<TElement, Stride1D.Dense> Beside<TElement>(List<MemoryBuffer1D<TElement, Stride1D.Dense>> buffers, int index, long length, string what)
        where TElement : unmanaged
    {
        while (buffers.Count <= index || buffers[index].Length < length)
        {
            var own = new DeviceBuffers(_device);
            var buffer = own.Take<TElement>(length, what, GpuMessages.SmallerParts);
            _beside.Add(own);
            if (buffers.Count > index)
            {
                buffers[index] = buffer;
            }
            else
            {
                buffers.Add(buffer);
            }
        }

        return buffers[index];
    }

    private static ArrayView<T> Part(MemoryBuffer1D<T, Stride1D.Dense> buffer, long offset, long length) => buffer.View.AsContiguous().SubView(offset, checked((int)length));

    private static (int[] Offsets, int Length) Offsets(IReadOnlyList<ValueLayout> columns, int times)
    {
        var (offsets, length) = (new int[columns.Count], 0);
        for (var i = 0; i < columns.Count; i++)
        {
            offsets[i] = length;
            length += times * columns[i].Width;
        }

        return (offsets, length);
    }
}
