using System.Numerics;
using Rationale.Execution;
using Rationale.Graph.Operators;
using Rationale.Graph.Tensors;
using Rationale.Torch.Libraries;
using TorchSharp;

namespace Rationale.Torch.Programs;

/// <summary>One worker's memory and calls, for every number of rows that it has met.</summary>
internal sealed class TensorWorker<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers of rows whose calls are kept: the batch, the last batch, and those of a validation.</summary>
    private const int MaxBound = 4;

    private readonly TensorSchedule _schedule;
    private readonly TorchDevice _device;
    private readonly IReadOnlyDictionary<TensorRole, AlignedBuffer<T>> _given;
    private readonly (TensorBuffer Buffer, int Index)[] _columns;
    private readonly TensorBuffer[] _dropouts;
    private readonly TensorBuffer? _labels;
    private readonly Dictionary<TensorRole, TensorBuffer> _single;
    private readonly Copies _copies;
    private readonly long _dataLimit;
    private readonly Dictionary<int, BoundCalls> _bound = [];
    private readonly Dictionary<int, BoundCalls> _gathers = [];
    private DeviceRows<T>? _rows;
    private IReadOnlyDictionary<TensorRole, torch.Tensor> _resident = new Dictionary<TensorRole, torch.Tensor>();
    private TensorStorage<T>? _storage;
    private BoundCalls? _calls;
    private int[] _labelBuffer = [];

    public TensorWorker(TensorSchedule schedule, IReadOnlyList<string> columns, TorchDevice device, IReadOnlyDictionary<TensorRole, AlignedBuffer<T>> given, Copies copies)
    {
        _dataLimit = device.Gpu is not null || device.Mirrored ? device.DataLimit : 0;
        (_schedule, _device, _given, _copies) = (schedule, device, given, copies);
        _columns = [.. schedule.Columns.Select(column => (column, columns.TakeWhile(name => name != column.Name).Count()))];
        _dropouts = [.. schedule.Buffers.Where(buffer => buffer.Role == TensorRole.Dropout)];
        _labels = schedule.Find(TensorRole.Labels);
        _single = schedule.Buffers.Where(buffer => buffer.Role is TensorRole.Gradients or TensorRole.Totals or TensorRole.Parameters or TensorRole.Settings)
            .ToDictionary(buffer => buffer.Role);
    }

    /// <summary>What the CPU sees of a buffer of which there is one; empty where the program has none.</summary>
    public Span<T> Seen(TensorRole role) => _single.TryGetValue(role, out var buffer) && _storage is { } storage ? storage.Reals(buffer).Span : default;

    /// <summary>The elements of a whole value on a CPU.</summary>
    public Span<T> Values(TensorView view) => _storage!.Host(view.Buffer).Slice(view.Offset, view.Dimensions.Aggregate(1, (product, dimension) => product * dimension.Extent));

    /// <summary>From now on works on tensors that stay on the device.</summary>
    public void Use(IReadOnlyDictionary<TensorRole, torch.Tensor> resident)
    {
        Unbind();
        _storage?.Dispose();
        (_storage, _resident) = (null, resident);
    }

    /// <summary>Takes rows of a batch.</summary>
    public void Load(IBatch<T> batch, int from, int to, ulong seed, ulong step)
    {
        Bind(to - from);
        if (!Gather(batch, to - from))
        {
            Read(batch, from, to);
        }

        foreach (var buffer in _dropouts)
        {
            var mask = (DropoutMaskOp)buffer.Source!;
            Kernels.DropoutKernels.Fill(_storage!.Reals(buffer).Span[..((to - from) * buffer.Length)], seed, step, mask.Site, from, to - from, buffer.Length, mask.Rate);
            _storage.Upload(buffer);
        }

        foreach (var role in (ReadOnlySpan<TensorRole>)[TensorRole.Parameters, TensorRole.Settings])
        {
            if (_single.TryGetValue(role, out var buffer))
            {
                _storage!.Upload(buffer);
            }
        }
    }

    /// <summary>Runs a level.</summary>
    public void Run(int level)
    {
        using var threads = ThreadCount.One();
        _calls!.Run(new TensorStage(level, OnRows: false));
        _calls.Run(new TensorStage(level, OnRows: true));
    }

    /// <summary>Runs everything on a GPU: from the fourth time on in one launch, where it can be recorded.</summary>
    public void RunOnGpu() => _calls!.Replay(_device.Gpu!.Value);

    /// <summary>Brings gradients and totals to where the CPU sees them.</summary>
    public void Finish()
    {
        foreach (var role in (ReadOnlySpan<TensorRole>)[TensorRole.Gradients, TensorRole.Totals])
        {
            if (_single.TryGetValue(role, out var buffer))
            {
                _storage!.Download(buffer);
            }
        }
    }

    /// <summary>Copies results of rows to the caller's destination.</summary>
    public void CopyRows(ReadOnlySpan<Memory<T>> outputs, int firstRow)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            var buffer = _schedule.Outputs[i];
            _storage!.Download(buffer);
            _storage.Reals(buffer).Span[..(_calls!.Rows * buffer.Length)].CopyTo(outputs[i].Span[(firstRow * buffer.Length)..]);
        }
    }

    public void Dispose()
    {
        Unbind();
        _rows?.Dispose();
        _storage?.Dispose();
    }

    /// <summary>Reads rows on the host, and brings them to the device.</summary>
    private void Read(IBatch<T> batch, int from, int to)
    {
        foreach (var (buffer, index) in _columns)
        {
            var destination = _storage!.Reals(buffer).Memory[..((to - from) * buffer.Length)];
            var rows = batch.Input(index, from, to - from, destination);
            if (!rows.Equals(destination))
            {
                rows.CopyTo(destination);
            }

            _storage.Upload(buffer);
        }

        if (_labels is not null)
        {
            LoadLabels(batch, from, to - from);
        }
    }

    /// <summary>Takes rows from those that are on the device, if the data are or can be there: only the numbers of the rows are brought.</summary>
    private bool Gather(IBatch<T> batch, int rows)
    {
        if (_dataLimit == 0 || batch is not IExampleSelection<T> { Selected.IsEmpty: false } selection || DeviceRows<T>.Bytes(selection.All, _columns) > _dataLimit)
        {
            return false;
        }

        if (!ReferenceEquals(_rows?.Source, selection.All) || _rows.MaxRows < rows)
        {
            Forget(_gathers);
            _rows?.Dispose();
            _rows = new DeviceRows<T>(selection.All, _columns, _labels, Math.Max(rows, _storage!.Rows), _device.Place);
        }

        if (!_gathers.TryGetValue(rows, out var gather))
        {
            _gathers.Add(rows, gather = _rows.Gather(_storage!, rows));
        }

        _rows.Select(selection.Selected.Span);
        gather.Run();
        return true;
    }

    private void LoadLabels(IBatch<T> batch, int from, int rows)
    {
        if (_labelBuffer.Length < rows)
        {
            _labelBuffer = new int[rows];
        }

        var labels = batch.Labels(from, rows, _labelBuffer.AsMemory(0, rows)).Span;
        var destination = _storage!.Indices(_labels!);
        for (var i = 0; i < rows; i++)
        {
            destination[i] = labels[i];
        }

        _storage.Upload(_labels!);
    }

    private void Bind(int rows)
    {
        if (_calls?.Rows == rows)
        {
            return;
        }

        if (_storage is null || rows > _storage.Rows)
        {
            Unbind();
            _storage?.Dispose();
            _storage = new TensorStorage<T>(_schedule, _device, rows, _given, _resident, _copies);
            using var setup = BoundCalls.Of(_schedule, function => function.Stage == TensorStage.Setup, _storage, rows);
            setup.Run();
        }

        if (!_bound.TryGetValue(rows, out _calls))
        {
            if (_bound.Count == MaxBound)
            {
                Unbind();
            }

            _bound.Add(rows, _calls = BoundCalls.Of(_schedule, function => function.Stage != TensorStage.Setup, _storage, rows));
        }
    }

    private void Unbind()
    {
        Forget(_bound);
        Forget(_gathers);
        _calls = null;
    }

    private static void Forget(Dictionary<int, BoundCalls> calls)
    {
        foreach (var bound in calls.Values)
        {
            bound.Dispose();
        }

        calls.Clear();
    }
}
