using System.Numerics;
using System.Runtime.CompilerServices;
using Rationale.Execution;
using Rationale.Graph.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Programs;

/// <summary>Columns and labels of all rows of a data set on a device, and the numbers of those that a step takes.</summary>
internal sealed class DeviceRows<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are brought at a time.</summary>
    private const int Chunk = 4096;

    private const string Text = """
        def gather(table, numbers, place) -> None:
            torch.index_select(table, 0, numbers, out=place)

        """;

    private static readonly ScalarType Real = DeviceTensors.Real<T>();

    private readonly Dictionary<TensorBuffer, Tensor> _tables = [];
    private readonly AlignedBuffer<long> _numbers;
    private readonly Tensor _hostNumbers;
    private readonly Tensor _deviceNumbers;

    /// <summary>Brings all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">Columns that the program reads, with their index in the batch.</param>
    /// <param name="labels">Labels, if it reads them.</param>
    /// <param name="maxRows">Most rows of a step.</param>
    /// <param name="device">Where to.</param>
    public DeviceRows(IBatch<T> rows, IEnumerable<(TensorBuffer Buffer, int Index)> columns, TensorBuffer? labels, int maxRows, torch.Device device)
    {
        (Source, MaxRows) = (rows, maxRows);
        foreach (var (buffer, index) in columns)
        {
            Bring(buffer, Real, buffer.Length, new T[Math.Min(Chunk, rows.Examples) * buffer.Length], device, (first, count, destination) => rows.Input(index, first, count, destination).CopyTo(destination));
        }

        if (labels is not null)
        {
            var destination = new int[Math.Min(Chunk, rows.Examples)];
            Bring(labels, ScalarType.Int64, 1, new long[destination.Length], device, (first, count, numbers) =>
            {
                var found = rows.Labels(first, count, destination.AsMemory(0, count)).Span;
                for (var i = 0; i < count; i++)
                {
                    numbers.Span[i] = found[i];
                }
            });
        }

        _numbers = new AlignedBuffer<long>(maxRows);
        _hostNumbers = DeviceTensors.Over(_numbers.Memory, ScalarType.Int64);
        _deviceNumbers = DeviceTensors.Zeros([maxRows], ScalarType.Int64, device);
    }

    /// <summary>The rows.</summary>
    public IBatch<T> Source { get; }

    /// <summary>Most rows of a step.</summary>
    public int MaxRows { get; }

    /// <summary>Bytes that the rows would take.</summary>
    public static long Bytes(IBatch<T> rows, IEnumerable<(TensorBuffer Buffer, int Index)> columns) =>
        rows.Examples * ((columns.Sum(column => (long)column.Buffer.Length) * Unsafe.SizeOf<T>()) + sizeof(long));

    /// <summary>Calls that put the chosen rows where a step reads them.</summary>
    public BoundCalls Gather(TensorStorage<T> storage, int rows)
    {
        return new BoundCalls(Text, rows, [.. _tables.Select(entry => ("gather", new[]
        {
            entry.Value.alias().DetachFromDisposeScope(),
            DeviceTensors.Part(_deviceNumbers, 0, rows),
            entry.Key.Type == TensorType.Index
                ? DeviceTensors.Part(storage[entry.Key], 0, rows)
                : DeviceTensors.View(storage[entry.Key], [rows, entry.Key.Length], [entry.Key.Length, 1], 0),
        }))]);
    }

    /// <summary>Says which rows are next.</summary>
    public void Select(ReadOnlySpan<int> selected)
    {
        var numbers = _numbers.Span;
        for (var i = 0; i < selected.Length; i++)
        {
            numbers[i] = selected[i];
        }

        DeviceTensors.Copy(_deviceNumbers, _hostNumbers);
    }

    public void Dispose()
    {
        foreach (var table in _tables.Values)
        {
            table.Dispose();
        }

        _hostNumbers.Dispose();
        _deviceNumbers.Dispose();
    }

    private void Bring<TElement>(TensorBuffer buffer, ScalarType type, int width, TElement[] destination, torch.Device device, Action<int, int, Memory<TElement>> read)
        where TElement : unmanaged
    {
        var table = DeviceTensors.Zeros(buffer.Type == TensorType.Index ? [Source.Examples] : [Source.Examples, width], type, device);
        _tables.Add(buffer, table);
        for (var first = 0; first < Source.Examples; first += Chunk)
        {
            var count = Math.Min(Chunk, Source.Examples - first);
            read(first, count, destination.AsMemory(0, count * width));
            using var chunk = DeviceTensors.Over(destination.AsMemory(0, count * width), type);
            using var place = DeviceTensors.View(table, [count * width], [1], (long)first * width);
            DeviceTensors.Copy(place, chunk);
        }
    }
}
