using System.Numerics;
using Rationale.Execution;
using Rationale.Graph.Tensors;
using Rationale.Native;

namespace Rationale.Torch.Programs;

/// <summary>Columns and labels of all rows of a data set on a device, and the numbers of those that a step takes.</summary>
internal sealed unsafe class DeviceRows<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are brought at a time.</summary>
    private const int Chunk = 4096;

    private static readonly ScalarType Real = typeof(T) == typeof(double) ? ScalarType.Float64 : ScalarType.Float32;

    private readonly Dictionary<TensorBuffer, TensorHandle> _tables = [];
    private readonly AlignedBuffer<long> _numbers;
    private readonly TensorHandle _hostNumbers;
    private readonly TensorHandle _deviceNumbers;

    /// <summary>Brings all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">Columns that the program reads, with their index in the batch.</param>
    /// <param name="labels">Labels, if it reads them.</param>
    /// <param name="maxRows">Most rows of a step.</param>
    /// <param name="device">Where to.</param>
    public DeviceRows(IBatch<T> rows, IEnumerable<(TensorBuffer Buffer, int Index)> columns, TensorBuffer? labels, int maxRows, Native.Device device)
    {
        (Source, MaxRows) = (rows, maxRows);
        foreach (var (buffer, index) in columns)
        {
            Bring(buffer, Real, buffer.Length, new T[Math.Min(Chunk, rows.Examples) * buffer.Length], device, (first, count, room) => rows.Input(index, first, count, room).CopyTo(room));
        }

        if (labels is not null)
        {
            var room = new int[Math.Min(Chunk, rows.Examples)];
            Bring(labels, ScalarType.Int64, 1, new long[room.Length], device, (first, count, numbers) =>
            {
                var found = rows.Labels(first, count, room.AsMemory(0, count)).Span;
                for (var i = 0; i < count; i++)
                {
                    numbers.Span[i] = found[i];
                }
            });
        }

        _numbers = new AlignedBuffer<long>(maxRows);
        fixed (long* first = _numbers.Span)
        {
            _hostNumbers = TensorHandle.Over(first, [maxRows], ScalarType.Int64);
        }

        _deviceNumbers = Aten.Zeros([maxRows], ScalarType.Int64, device);
    }

    /// <summary>The rows.</summary>
    public IBatch<T> Source { get; }

    /// <summary>Most rows of a step.</summary>
    public int MaxRows { get; }

    /// <summary>Bytes that the rows would take.</summary>
    public static long Bytes(IBatch<T> rows, IEnumerable<(TensorBuffer Buffer, int Index)> columns) =>
        rows.Examples * ((columns.Sum(column => (long)column.Buffer.Length) * sizeof(T)) + sizeof(long));

    /// <summary>Calls that put the chosen rows where a step reads them.</summary>
    public BoundCalls Gather(TensorStorage<T> storage, int rows)
    {
        var calls = new BoundCalls(rows);
        using var numbers = Aten.AsStrided(_deviceNumbers, [rows], [1L], 0);
        foreach (var (buffer, table) in _tables)
        {
            using var place = buffer.Type == TensorType.Index ? Aten.AsStrided(storage[buffer], [rows], [1L], 0) : Aten.AsStrided(storage[buffer], [rows, buffer.Length], [buffer.Length, 1L], 0);
            calls.Add("index_select.out", [table, 0L, numbers, place]);
        }

        return calls;
    }

    /// <summary>Says which rows are next.</summary>
    public void Select(ReadOnlySpan<int> selected)
    {
        var numbers = _numbers.Span;
        for (var i = 0; i < selected.Length; i++)
        {
            numbers[i] = selected[i];
        }

        Aten.CopyInPlace(_deviceNumbers, _hostNumbers);
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

    private void Bring<TElement>(TensorBuffer buffer, ScalarType type, int width, TElement[] room, Native.Device device, Action<int, int, Memory<TElement>> read)
        where TElement : unmanaged
    {
        var table = Aten.Empty(buffer.Type == TensorType.Index ? [Source.Examples] : [Source.Examples, width], type, device);
        _tables.Add(buffer, table);
        for (var first = 0; first < Source.Examples; first += Chunk)
        {
            var count = Math.Min(Chunk, Source.Examples - first);
            read(first, count, room.AsMemory(0, count * width));
            fixed (TElement* here = room)
            {
                using var chunk = TensorHandle.Over(here, [count * width], type);
                using var place = Aten.AsStrided(table, [count * width], [1L], (long)first * width);
                Aten.CopyInPlace(place, chunk);
            }
        }
    }
}
