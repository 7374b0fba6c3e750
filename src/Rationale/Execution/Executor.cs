using System.Numerics;
using Rationale.Graph.Scheduling;

namespace Rationale.Execution;

/// <summary>
/// Runs a program over batches: splits the examples over the workers, each worker its examples into tiles, adds the workers' sums in fixed order. The same
/// number of workers gives the same bits, whatever the machine does meanwhile. A step allocates nothing.
/// </summary>
/// <typeparam name="T">Single or double precision.</typeparam>
internal sealed partial class Executor<T> : IStepExecutor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Examples of a tile at least, where workers take turns: shares of a batch differ by one, and those of two or more examples can then be divided into equally many tiles.</summary>
    private const int MinExamplesInTurn = 2;

    private readonly StepProgram<T> _program;
    private readonly ProgramLayout _layout;
    private readonly Worker<T>?[] _workers;
    private readonly AlignedBuffer<T> _settings;
    private readonly AlignedBuffer<T> _shared;
    private readonly bool _mayUseFewer;
    private readonly bool _isStep;
    private readonly bool _ownPrologues;
    private readonly List<AlignedBuffer<T>> _copies = [];
    private readonly Action<int> _runTiles;
    private readonly Action<int> _addSums;
    private readonly SumRange[][] _sums;
    private readonly SumTurns _turns;
    private readonly AlignedBuffer<T> _parameters;
    private readonly Worker<T> _first;
    private ulong _seed;
    private IBatch<T>? _batch;
    private ReadOnlyMemory<Memory<T>> _outputs;
    private IProgress<double>? _progress;
    private CancellationToken _cancellation;
    private int _percent;
    private int _pass;
    private int _active;

    /// <summary>Prepares memory; threads are shared by all executors.</summary>
    /// <param name="program">What to run.</param>
    /// <param name="parameters">The flat parameters, shared with whoever updates them; not disposed here.</param>
    /// <param name="options">Workers and tile.</param>
    /// <param name="batchRows">Examples of the usual batch, zero if there is none: the arena need not hold more than a worker's share of them. Larger batches run too, in more tiles.</param>
    public Executor(StepProgram<T> program, AlignedBuffer<T> parameters, ExecutionOptions? options = null, int batchRows = 0)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(parameters);
        options ??= new ExecutionOptions();
        (_program, _layout, _parameters) = (program, program.Layout, parameters);
        if (_layout.Parameters != 0 && _layout.Parameters != parameters.Length)
        {
            throw new ArgumentException($"The program has {_layout.Parameters} parameters but the buffer holds {parameters.Length}.", nameof(parameters));
        }

        // Arrays, because a loop over an interface allocates its enumerator.
        _sums = [.. _layout.Passes.Select((_, pass) => _layout.OwnSums(pass).ToArray())];
        _turns = new SumTurns(_layout.CommonSums, options.WorkersOrDefault);
        (_mayUseFewer, _isStep) = (options.Workers == 0, batchRows > 0);
        TileSize = options.TileSize > 0 ? options.TileSize : Math.Min(options.TileSizeFor(_layout), ShareOf(batchRows, options.WorkersOrDefault));
        if (TakesTurns)
        {
            TileSize = Math.Max(TileSize, MinExamplesInTurn);
        }

        _settings = new AlignedBuffer<T>(_layout.Settings.Count);
        _shared = new AlignedBuffer<T>(_layout.Shared);
        _ownPrologues = _layout.Passes.Count == 1 && _layout.SharedInputs.Count == 0 && _layout.Shared <= ExecutionOptions.LengthWorthRepeating;

        // Other workers get memory when a batch first needs them: a service has an executor for each request at a time, and most requests are one example.
        _workers = new Worker<T>?[options.WorkersOrDefault];
        _workers[0] = _first = NewWorker(0);
        _runTiles = RunTiles;
        _addSums = AddSums;
    }

    /// <summary>Examples that go through the program together.</summary>
    public int TileSize { get; }

    /// <summary>Number of workers. Unless the number was asked for, small batches use fewer: waking a thread costs more than it would save.</summary>
    public int Workers => _workers.Length;

    /// <inheritdoc/>
    public int ActiveWorkers => _active;

    /// <summary>The flat gradients of the last run, of the length of the parameters.</summary>
    public Span<T> Gradients => _first.Frame.Accumulators[.._layout.Parameters];

    /// <summary>Bytes that the executor holds besides the parameters, once a batch has needed all workers.</summary>
    public long MemoryBytes
    {
        get
        {
            var width = _layout.Inputs.Sum(input => input.Width);
            var perWorker = (_layout.HasSums ? _layout.OwnAccumulators : 0) + ((long)(_layout.TileWidth + width) * TileSize);
            var common = _layout.Accumulators - _layout.OwnAccumulators;
            return ((perWorker * Workers) + common + ((long)_layout.Shared * (_ownPrologues ? Workers : 1))) * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        }
    }

    /// <summary>Sets the seed of everything that programs draw.</summary>
    public void Seed(ulong seed)
    {
        _seed = seed;
        foreach (var worker in _workers)
        {
            worker?.Frame.Seed = seed;
        }
    }

    /// <summary>Sets a run-time number; one that the program does not use is ignored.</summary>
    public void Set(string setting, T value)
    {
        for (var i = 0; i < _layout.Settings.Count; i++)
        {
            if (_layout.Settings[i] == setting)
            {
                _settings.Span[i] = value;
            }
        }
    }

    /// <inheritdoc/>
    public void Load(string input, ReadOnlySpan<T> values)
    {
        foreach (var place in _layout.SharedInputs)
        {
            if (place.Name == input)
            {
                var target = _shared.Slice(place.Offset, place.Length);
                if (values.IsEmpty)
                {
                    target.Clear();
                }
                else
                {
                    values.CopyTo(target);
                }
            }
        }
    }

    /// <summary>A number for the whole batch, from the last run.</summary>
    /// <exception cref="ArgumentException">The program has no such number.</exception>
    public T Total(string name)
    {
        for (var i = 0; i < _layout.Totals.Count; i++)
        {
            if (_layout.Totals[i] is var total && total.Name == name)
            {
                return total.Region switch
                {
                    Region.Parameters => _parameters.Span[total.Offset],
                    Region.Settings => _settings.Span[total.Offset],
                    Region.Shared => _shared.Span[total.Offset],
                    _ => _first.Frame.Accumulators[total.Offset],
                };
            }
        }

        throw new ArgumentException($"The program has no total '{name}'; it has {string.Join(", ", _layout.Totals.Select(total => total.Name))}.", nameof(name));
    }

    /// <summary>Runs the program over a batch.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="step">Number of the step, for what is drawn anew in each.</param>
    /// <param name="outputs">For each result of the program, space for [examples × width] elements.</param>
    /// <exception cref="ArgumentException">The batch is empty, or the outputs are not those of the program.</exception>
    public void Run(IBatch<T> batch, ulong step = 0, ReadOnlyMemory<Memory<T>> outputs = default) => Run(batch, step, outputs, null, CancellationToken.None);

    /// <summary>Runs the program over a batch that may take a while; whoever is told may not run this executor again.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="step">Number of the step, for what is drawn anew in each.</param>
    /// <param name="outputs">For each result of the program, space for [examples × width] elements.</param>
    /// <param name="progress">Told the share done, at most a hundred times; 1 at the end.</param>
    /// <param name="cancellationToken">Ends the work between tiles; what was computed is lost.</param>
    /// <exception cref="ArgumentException">The batch is empty, or the outputs are not those of the program.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public void Run(IBatch<T> batch, ulong step, ReadOnlyMemory<Memory<T>> outputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RequireLength(batch.Examples, outputs.Span);
        (_batch, _outputs) = (batch, outputs);
        (_progress, _cancellation, _percent) = (progress, cancellationToken, 0);
        _settings.Span[0] = T.CreateChecked(batch.Examples);
        _active = ActiveFor(batch.Examples, _workers.Length);
        if (TakesTurns)
        {
            // Whoever has no example would keep the others waiting.
            _active = Math.Min(_active, batch.Examples);
            _turns.Begin(_active);
        }

        for (var i = 0; i < _active; i++)
        {
            var frame = (_workers[i] ??= NewWorker(i)).Frame;
            frame.Step = step;
            frame.BeginTurns();
        }

        var first = _first.Frame;
        if (_active == 1 || !_ownPrologues)
        {
            _program.Prologue(first);
        }

        for (_pass = 0; _pass < _layout.Passes.Count; _pass++)
        {
            if (_active == 1)
            {
                RunTiles(0);
            }
            else
            {
                WorkerPool.Run(_active, _runTiles, areIndependent: !TakesTurns);
                AddAllSums();
            }

            cancellationToken.ThrowIfCancellationRequested();
            _program.Epilogue(_pass, first);
        }

        (_batch, _progress, _cancellation) = (null, null, CancellationToken.None);
        progress?.Report(1);
    }

    /// <summary>Runs an action once on every worker, with the worker's index.</summary>
    public void RunOnWorkers(Action<int> action) => WorkerPool.Run(_workers.Length, action);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker?.Frame.Dispose();
        }

        foreach (var copy in _copies)
        {
            copy.Dispose();
        }

        _settings.Dispose();
        _shared.Dispose();
    }

    /// <summary>Whether workers add to common sums.</summary>
    private bool TakesTurns => _layout.CommonSums.Count > 0;

    private Worker<T> NewWorker(int index) =>
        new(_layout, TileSize, new Frame<T>(_layout, TileSize, _parameters, _settings, SharedOf(index), _turns, index, index == 0 ? null : _first.Frame) { Seed = _seed });

    /// <summary>The values that do not depend on examples, as a worker reads them: those of the first, or its own copy of them.</summary>
    private AlignedBuffer<T> SharedOf(int index)
    {
        if (index == 0 || !_ownPrologues)
        {
            return _shared;
        }

        var copy = new AlignedBuffer<T>(_layout.Shared);
        _copies.Add(copy);
        return copy;
    }

    private int ActiveFor(int examples, int workers) => _mayUseFewer ? ExecutionOptions.WorkersWorthwhile(_layout, examples, workers, _isStep) : workers;

    /// <summary>The most examples of a batch that one worker gets, filled up so that every value of the arena begins on a cache line.</summary>
    private int ShareOf(int batchRows, int workers)
    {
        var active = ActiveFor(batchRows, workers);
        return batchRows == 0 ? int.MaxValue : (((batchRows + active - 1) / active) + 15) / 16 * 16;
    }

    private void RequireLength(int examples, ReadOnlySpan<Memory<T>> outputs)
    {
        if (examples < 1)
        {
            throw new ArgumentException($"The batch has {examples} examples; a step needs at least 1.", "batch");
        }

        if (outputs.Length != _layout.Outputs.Count)
        {
            throw new ArgumentException($"The program gives {_layout.Outputs.Count} results for each example but buffers were given for {outputs.Length}.", nameof(outputs));
        }

        for (var i = 0; i < outputs.Length; i++)
        {
            var (name, width) = (_layout.Outputs[i].Name, _layout.Outputs[i].Width);
            if (outputs[i].Length < (long)examples * width)
            {
                throw new ArgumentException($"The result '{name}' has {examples} examples of {width} elements but its buffer holds {outputs[i].Length} elements.", nameof(outputs));
            }
        }
    }
}
