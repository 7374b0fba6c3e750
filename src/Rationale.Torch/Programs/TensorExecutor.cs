using System.Numerics;
using Rationale.Execution;
using Rationale.Graph.Tensors;

namespace Rationale.Torch.Programs;

/// <summary>
/// Runs a schedule on libtorch. On a CPU the rows are split over workers, each with memory of its own and one thread within operators, because operators of this
/// size do not gain from more; a GPU has one worker. Memory, views and calls are made when a number of rows is first met and kept: a step in steady state makes no
/// tensor.
/// </summary>
/// <typeparam name="T">Single or double precision.</typeparam>
internal sealed partial class TensorExecutor<T> : IResidentExecutor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Operations that are worth another worker: libtorch takes longer for them than the kernels of the CPU target (decision 266).</summary>
    private const long OperationsWorthAWorker = 2_000_000;

    private readonly TensorSchedule _schedule;
    private readonly TensorWorker<T>[] _workers;
    private readonly AlignedBuffer<T> _settings;
    private readonly Action<int> _runLevel;
    private readonly bool _mayUseFewer;
    private readonly bool _onGpu;
    private readonly long _operationsPerRow;
    private readonly int _lastRowLevel;
    private readonly TensorView[][] _sums;
    private IBatch<T>? _batch;
    private ulong _seed;
    private ulong _step;
    private int _level;
    private int _active;

    /// <summary>Prepares memory.</summary>
    /// <param name="schedule">What to run.</param>
    /// <param name="columns">Names of the columns in the order of the batch's indices.</param>
    /// <param name="parameters">The flat parameters, shared with whoever updates them; not disposed here.</param>
    /// <param name="device">Where to run.</param>
    /// <param name="options">Workers; tiles do not exist here.</param>
    /// <exception cref="DllNotFoundException">There is no libtorch, or not the device; the message says what to do.</exception>
    public TensorExecutor(TensorSchedule schedule, IReadOnlyList<string> columns, AlignedBuffer<T> parameters, TorchDevice device, ExecutionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(device);
        device.Check();
        options ??= new ExecutionOptions();
        _schedule = schedule = device is { Gpu: null, OneDnnMinSize: { } minSize } && typeof(T) == typeof(float) && OneDnnProducts.AreAvailable ? OneDnnProducts.Rewrite(schedule, minSize) : schedule;
        _settings = new AlignedBuffer<T>(schedule.Settings.Count);
        _mayUseFewer = options.Workers == 0;

        OnDevice = device.Gpu is not null || device.Mirrored;
        (_device, _parameters) = (device, parameters);

        // Mirrors and GPUs have one worker: sums of several are added where the CPU sees them.
        _onGpu = device.Gpu is not null;
        var given = new Dictionary<TensorRole, AlignedBuffer<T>> { [TensorRole.Parameters] = parameters, [TensorRole.Settings] = _settings };
        _workers = [.. Enumerable.Range(0, OnDevice ? 1 : options.WorkersOrDefault).Select(_ => new TensorWorker<T>(schedule, columns, device, given, Copies))];
        _lastRowLevel = schedule.Functions.Where(function => function.Stage.OnRows).Select(function => function.Stage.Level).DefaultIfEmpty(-1).Max();
        _operationsPerRow = (12L * parameters.Length) + (20L * schedule.Buffers.Where(buffer => buffer.Batched).Sum(buffer => (long)buffer.Length));
        _sums = [.. schedule.Sums.Select(level => level.Select(name => schedule[name]).ToArray())];
        _runLevel = RunLevel;
    }

    /// <inheritdoc/>
    public int Workers => _workers.Length;

    /// <inheritdoc/>
    public int TileSize => 0;

    /// <inheritdoc/>
    public Span<T> Gradients
    {
        get
        {
            lock (_gate)
            {
                return _resident is null ? _workers[0].Seen(TensorRole.Gradients) : _resident.Gradients;
            }
        }
    }

    /// <inheritdoc/>
    public void Seed(ulong seed) => _seed = seed;

    /// <inheritdoc/>
    public void Set(string setting, T value)
    {
        for (var i = 0; i < _schedule.Settings.Count; i++)
        {
            if (_schedule.Settings[i] == setting)
            {
                _settings.Span[i] = value;
            }
        }
    }

    /// <inheritdoc/>
    public T Total(string name)
    {
        for (var i = 0; i < _schedule.Totals.Count; i++)
        {
            if (_schedule.Totals[i] == name)
            {
                return _workers[0].Seen(TensorRole.Totals)[i];
            }
        }

        throw new ArgumentException($"The program has no total '{name}'; it has {string.Join(", ", _schedule.Totals)}.", nameof(name));
    }

    /// <inheritdoc/>
    public void Run(IBatch<T> batch, ulong step = 0, ReadOnlyMemory<Memory<T>> outputs = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Examples < 1)
        {
            throw new ArgumentException($"The batch has {batch.Examples} rows; a step needs at least 1.", nameof(batch));
        }

        if (outputs.Length != _schedule.Outputs.Count)
        {
            throw new ArgumentException($"The program gives {_schedule.Outputs.Count} results for each example but buffers were given for {outputs.Length}.", nameof(outputs));
        }

        lock (_gate)
        {
            Step(batch, step, outputs);
        }
    }

    /// <inheritdoc/>
    public void RunOnWorkers(Action<int> action) => WorkerPool.Run(_workers.Length, action);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }

        lock (_gate)
        {
            _resident?.Dispose();
            _resident = null;
        }

        _settings.Dispose();
    }

    private void Step(IBatch<T> batch, ulong step, ReadOnlyMemory<Memory<T>> outputs)
    {
        (_batch, _step) = (batch, step);
        _settings.Span[0] = T.CreateChecked(batch.Examples);
        _active = Math.Min(batch.Examples, _mayUseFewer ? ExecutionOptions.WorkersWorthwhile(_operationsPerRow * batch.Examples, OperationsWorthAWorker, _workers.Length) : _workers.Length);
        if (_onGpu)
        {
            _workers[0].Load(batch, 0, batch.Examples, _seed, step);
            _workers[0].RunOnGpu();
        }
        else
        {
            RunLevels();
        }

        _workers[0].Finish();
        _resident?.Check();
        for (var i = 0; i < _active; i++)
        {
            _workers[i].CopyRows(outputs.Span, FirstRow(i));
        }

        _batch = null;
    }

    private int FirstRow(int worker) => (int)((long)_batch!.Examples * worker / _active);

    private void RunLevels()
    {
        for (_level = 0; _level <= _lastRowLevel; _level++)
        {
            if (_active == 1)
            {
                RunLevel(0);
            }
            else
            {
                WorkerPool.Run(_active, _runLevel, areIndependent: true);
                AddSums();
            }
        }

        for (; _level <= _schedule.Sums.Count; _level++)
        {
            RunLevel(0);
        }
    }

    private void RunLevel(int index)
    {
        var worker = _workers[index];
        if (_level == 0)
        {
            worker.Load(_batch!, FirstRow(index), FirstRow(index + 1), _seed, _step);
        }

        worker.Run(_level);
    }

    /// <summary>Adds what the workers have summed, worker after worker: the order does not depend on who was first.</summary>
    private void AddSums()
    {
        if (_level < _sums.Length)
        {
            foreach (var sum in _sums[_level])
            {
                var total = _workers[0].Values(sum);
                for (var i = 1; i < _active; i++)
                {
                    Kernels.AccumulationKernels.Sum(total, (ReadOnlySpan<T>)_workers[i].Values(sum));
                }

                for (var i = 1; i < _active && _level < _lastRowLevel; i++)
                {
                    total.CopyTo(_workers[i].Values(sum));
                }
            }
        }
    }
}
