using System.Numerics;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution.Batch;
using Rationale.Gpu.Kernels;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution;

/// <summary>
/// Runs a schedule on a device: every group of kernel calls is one launch over the examples. Batches whose values exceed the workspace go through in several parts, whose sums are added one after the
/// other. Every run adds in the same order and gives the same bits.
/// </summary>
/// <typeparam name="T">Single or double precision.</typeparam>
internal sealed partial class GpuExecutor<T> : IDeferringExecutor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Examples of a run whose number is not known before.</summary>
    private const int UsualExamples = 1024;

    private readonly ModelMemory<T> _model;
    private readonly bool _ownsModel;
    private readonly GpuContext _device;
    private readonly AcceleratorStream _stream;
    private readonly Schedule _schedule;
    private readonly ProgramLayout _layout;
    private readonly int[] _columns;
    private readonly int _largest;
    private readonly int[] _passOfOutput;
    private readonly T[] _totals;
    private readonly T[] _gradients;
    private readonly Dictionary<string, T[]> _sharedInputs = [];
    private readonly Dictionary<(int Examples, bool Accumulates), LaunchPlan<T>> _plans = [];
    private readonly StepGraphs _graphs;
    private readonly TileProgram<T>? _tiles;
    private readonly bool _isRepeated;
    private readonly bool _runsTiles;
    private readonly StepNumbers<T> _settings;
    private readonly StepNumbers<long> _counters;
    private ProgramMemory<T>? _memory;
    private ulong _seed;
    private bool _totalsHere;
    private bool _gradientsHere;
    private bool _disposed;

    /// <summary>Prepares a device for a program.</summary>
    /// <param name="options">Which device, and how much of its memory may be used.</param>
    /// <param name="schedule">The program.</param>
    /// <param name="parameters">The flat parameters on the host, shared with whoever updates them; not disposed here.</param>
    /// <param name="batchExamples">Examples of the usual batch; 0 where that is not known.</param>
    /// <param name="tiles">The kernels of the passes that were written for the model; none where none were.</param>
    /// <param name="products">Who makes large products; null for what the device has.</param>
    /// <param name="logger">Told where the device cannot run what was written for the model; null for nobody.</param>
    /// <exception cref="GpuException">The device cannot be used.</exception>
    /// <exception cref="OutOfMemoryException">The device has not enough memory.</exception>
    public GpuExecutor(GpuDevice options, Schedule schedule, AlignedBuffer<T> parameters, int batchExamples = 0, IReadOnlyList<Delegate>? tiles = null, Products<T>? products = null, ILogger? logger = null)
        : this(new ModelMemory<T>(options, ProgramLayout.FromSchedule(schedule), parameters, products), ownsModel: true, schedule, batchExamples, tiles ?? [], logger ?? NullLogger.Instance)
    {
    }

    private GpuExecutor(ModelMemory<T> model, bool ownsModel, Schedule schedule, int batchExamples, IReadOnlyList<Delegate> tiles, ILogger logger)
    {
        (_model, _ownsModel, _device, _stream, _schedule) = (model, ownsModel, model.Device, model.Stream, schedule);
        _layout = ProgramLayout.FromSchedule(schedule);
        _isRepeated = batchExamples > 0;
        _columns = [.. _layout.Inputs.Select(input => model.Columns.ToList().FindIndex(column => column.Name == input.Name))];
        _graphs = new StepGraphs(_stream is CudaStream cuda ? new CudaGraphRecorder(CudaDriver.Graphs, cuda.Accelerator, cuda.StreamPtr) : model.Options.Tape);
        var usual = batchExamples > 0 ? batchExamples : UsualExamples;
        var program = Program(usual, accumulates: false);
        var bytes = ProgramMemory<T>.BytesOfExample(_layout, program.Width, JoinedProducts.MayStandBehindInputs(schedule));

        // Kernels count elements in 32 bits, and a joined product reads two values as one.
        var most = (int)Math.Max(1, int.MaxValue / (2L * Widest(schedule, _layout)));
        _largest = new WorkspaceSize<T>(bytes, program, model.Products, _device, model.Options.TilesAllConvolutions).Largest(model.Options.WorkspaceLimit, most);
        _passOfOutput = [.. Enumerable.Range(0, _layout.Outputs.Count).Select(output => PassOf(schedule, output))];
        _totals = new T[_layout.Totals.Count];
        _gradients = new T[_layout.Parameters];
        try
        {
            _settings = new StepNumbers<T>(_device, _layout.Settings.Count, "settings");
            _counters = new StepNumbers<long>(_device, StepCounters.Count, "counters");
            _runsTiles = tiles.Count > 0 && RunsTiles(usual) && FitsBlocks(tiles, logger);
            var fits = _isRepeated && batchExamples <= Reserve(batchExamples).Capacity;
            if (_runsTiles)
            {
                _tiles = new TileProgram<T>(_device, _layout, tiles, usual);
            }

            if (fits)
            {
                Plan(batchExamples, accumulates: false);
            }
        }
        catch
        {
            // Nobody gets what was to own the memory that has been taken.
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string DeviceName => _model.Options.ToString();

    /// <inheritdoc/>
    public string Mode => $"{nameof(GpuMode)}.{(_runsTiles ? GpuMode.Tiles : GpuMode.WholeBatch)}";

    /// <inheritdoc/>
    public int Workers => 1;

    /// <inheritdoc/>
    public int TileSize => 0;

    /// <summary>Most examples that go through the program at a time.</summary>
    internal int MostExamples => _largest;

    /// <inheritdoc/>
    public Span<T> Gradients
    {
        get
        {
            lock (_model.Gate)
            {
                if (!_gradientsHere && _gradients.Length > 0)
                {
                    Download(_memory!.Accumulators.View.SubView(0, _gradients.Length), _gradients);
                    _gradientsHere = true;
                }

                return _gradients;
            }
        }
    }

    /// <inheritdoc/>
    public void Seed(ulong seed) => _seed = seed;

    /// <inheritdoc/>
    public void Set(string setting, T value)
    {
        for (var i = 0; i < _layout.Settings.Count; i++)
        {
            if (_layout.Settings[i] == setting)
            {
                _settings.Wanted[i] = value;
            }
        }
    }

    /// <inheritdoc/>
    public void Load(string input, ReadOnlySpan<T> values)
    {
        foreach (var place in _layout.SharedInputs.Where(place => place.Name == input))
        {
            var stored = new T[place.Length];
            values.CopyTo(stored);
            lock (_model.Gate)
            {
                _sharedInputs[input] = stored;
                UploadShared();
            }
        }
    }

    /// <inheritdoc/>
    public T Total(string name)
    {
        for (var i = 0; i < _layout.Totals.Count; i++)
        {
            if (_layout.Totals[i].Name == name)
            {
                lock (_model.Gate)
                {
                    if (!_totalsHere)
                    {
                        Download(_memory!.Totals.View, _totals);
                        _totalsHere = true;
                    }
                }

                return _totals[i];
            }
        }

        throw new ArgumentException($"The program has no total '{name}'; it has {string.Join(", ", _layout.Totals.Select(total => total.Name))}.", nameof(name));
    }

    /// <inheritdoc/>
    public void Run(IBatch<T> batch, ulong step = 0, ReadOnlyMemory<Memory<T>> outputs = default) => Run(batch, step, outputs, null, CancellationToken.None);

    /// <inheritdoc/>
    public void Run(IBatch<T> batch, ulong step, ReadOnlyMemory<Memory<T>> outputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RequireBuffers(batch.Examples, outputs.Span);
        lock (_model.Gate)
        {
            var memory = Begin(batch);
            _settings.Bring(_stream);
            if (batch.Examples > memory.Capacity || outputs.Length > 0)
            {
                RunParts(batch, step, outputs.Span, progress, cancellationToken);
            }
            else
            {
                cancellationToken.ThrowIfCancellationRequested();
                Count(step, 0);
                Bring(batch, 0, batch.Examples);
                var queue = Queue(memory, batch.Examples, joins: false);
                RunOnDevice(queue, batch.Examples);
                CopyTotals(queue);
                queue.Flush();
            }

            _stream.Synchronize();
            progress?.Report(1);
        }
    }

    /// <inheritdoc/>
    public void RunOnWorkers(Action<int> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        action(0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_model.Gate)
        {
            if (_disposed)
            {
                return;
            }

            // Steps may still be under way that read what goes.
            _disposed = true;
            ForgetPlans();
            _buffers?.Dispose();
            _versions?.Dispose();
            _update?.Dispose();
            _memory?.Dispose();
            _memory = null;
            _tiles?.Dispose();
            _settings?.Dispose();
            _counters?.Dispose();
            if (_ownsModel)
            {
                _model.Dispose();
            }
        }
    }

    private bool RunsTiles(int examples) => _model.Options.Mode switch
    {
        GpuMode.Tiles => true,
        GpuMode.WholeBatch => false,
        _ => GpuCost.Tiles(_schedule, examples, _device.Blocks) <= GpuCost.WholeBatch(_schedule, examples, isRepeated: _isRepeated),
    };

    /// <summary>Whether the kernels that were written for a model fit the memory that the threads of a block share here; where they do not, the log says so once.</summary>
    private bool FitsBlocks(IReadOnlyList<Delegate> tiles, ILogger logger)
    {
        var needed = BlockTiles.For(_layout.TileWidth).SharedBytes;
        var limit = _model.Options.SharedMemoryLimit ?? _device.Accelerator.MaxSharedMemoryPerGroup;
        if (needed <= limit)
        {
            return true;
        }

        var type = tiles[0].Method.DeclaringType!;
        var kernel = $"{type.DeclaringType?.Name}.{type.Name}";
        if (_device.IsNew($"shared memory of {kernel} and {limit}"))
        {
            GpuLog.TooLittleSharedMemory(logger, kernel, needed, _device.Accelerator.Name, limit);
        }

        return false;
    }

    private void RequireBuffers(int rows, ReadOnlySpan<Memory<T>> outputs)
    {
        if (rows < 1)
        {
            throw new ArgumentException($"The batch has {rows} rows; a step needs at least 1.", "batch");
        }

        if (outputs.Length != _layout.Outputs.Count)
        {
            throw new ArgumentException($"The program gives {_layout.Outputs.Count} results for each example but buffers were given for {outputs.Length}.", nameof(outputs));
        }

        for (var i = 0; i < outputs.Length; i++)
        {
            var (name, width) = (_layout.Outputs[i].Name, _layout.Outputs[i].Width);
            if (outputs[i].Length < (long)rows * width)
            {
                throw new ArgumentException($"The result '{name}' has {rows} rows of {width} elements but its buffer holds {outputs[i].Length} elements.", nameof(outputs));
            }
        }
    }

    private static int PassOf(Schedule schedule, int output)
    {
        for (var pass = schedule.Passes.Count - 1; pass >= 0; pass--)
        {
            if (schedule.Passes[pass].Tile.Any(instruction => instruction.Output is { Region: Region.Output } place && place.Offset == output))
            {
                return pass;
            }
        }

        return schedule.Passes.Count - 1;
    }

    /// <summary>Elements of the widest value of an example, and of all inputs or results where these are more: an index on a device has 31 bits, and kernels of tiles count those from the first of them.</summary>
    private static long Widest(Schedule schedule, ProgramLayout layout) => schedule.Passes.SelectMany(pass => pass.Tile).SelectMany(instruction => instruction.Inputs.Append(instruction.Output))
        .Where(operand => operand.Shape.Batched).Select(operand => (long)operand.Shape.Length)
        .Append(layout.Inputs.Sum(input => (long)input.Width)).Append(layout.Outputs.Sum(output => (long)output.Width)).Append(1).Max();
}
