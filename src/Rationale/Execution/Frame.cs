using System.ComponentModel;
using System.Numerics;

namespace Rationale.Execution;

/// <summary>The memory that a program sees on one worker: its own arena and accumulators, and what all workers share.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Frame<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _parameters;
    private readonly AlignedBuffer<T> _settings;
    private readonly AlignedBuffer<T> _shared;
    private readonly AlignedBuffer<T> _arena;
    private readonly IReadOnlyList<SumRange> _common;
    private readonly Frame<T>? _first;
    private readonly SumTurns _turns;
    private readonly int _worker;
    private readonly int[] _products;
    private readonly int _accumulatorLength;
    private readonly ReadOnlyMemory<T>[] _inputs;
    private readonly Memory<T>[] _outputs;
    private readonly int _tileSize;
    private AlignedBuffer<T>? _accumulators;
    private ReadOnlyMemory<int> _labels;

    internal Frame(
        ProgramLayout layout,
        int tileSize,
        AlignedBuffer<T> parameters,
        AlignedBuffer<T> settings,
        AlignedBuffer<T> shared,
        SumTurns turns,
        int worker = 0,
        Frame<T>? first = null)
    {
        (_parameters, _settings, _shared, _tileSize) = (parameters, settings, shared, tileSize);
        (_common, _turns, _worker, _first) = (layout.CommonSums, turns, worker, first);
        _products = new int[_common.Count];
        _accumulatorLength = first is null ? layout.Accumulators : layout.OwnAccumulators;
        _accumulators = layout.HasSums ? new AlignedBuffer<T>(_accumulatorLength) : null;
        _arena = new AlignedBuffer<T>(checked(layout.TileWidth * tileSize));
        _inputs = new ReadOnlyMemory<T>[layout.Inputs.Count];
        _outputs = new Memory<T>[layout.Outputs.Count];
    }

    /// <summary>Examples of the tile.</summary>
    public int Examples { get; private set; }

    /// <summary>Index of the tile's first example in the batch.</summary>
    public int FirstExample { get; private set; }

    /// <summary>Seed of everything drawn in this training.</summary>
    public ulong Seed { get; internal set; }

    /// <summary>Number of the step, so that each step draws anew.</summary>
    public ulong Step { get; internal set; }

    /// <summary>The class index of each example of the tile.</summary>
    public ReadOnlySpan<int> Labels => _labels.Span;

    /// <summary>Examples of an input of the batch, [examples × width].</summary>
    public ReadOnlySpan<T> Input(int index) => _inputs[index].Span;

    /// <summary>A range of the flat parameters.</summary>
    public ReadOnlySpan<T> Parameters(int offset, int length) => _parameters.Slice(offset, length);

    /// <summary>A number given at run time.</summary>
    public ReadOnlySpan<T> Setting(int index) => _settings.Slice(index, 1);

    /// <summary>A value of the arena, [examples × width].</summary>
    public Span<T> Arena(int offset, int width) => _arena.Slice(offset * _tileSize, Examples * width);

    /// <summary>A value that does not depend on examples; the same for all workers.</summary>
    public Span<T> Shared(int offset, int length) => _shared.Slice(offset, length);

    /// <summary>A sum over the batch: this worker's share while tiles run, the whole sum in an epilogue.</summary>
    public Span<T> Sum(int offset, int length) => _first is null || _common.Count == 0 ? Accumulators.Slice(offset, length) : SumBeside(offset, length);

    /// <summary>A sum over the batch that stands once for all workers: they add to it in turn.</summary>
    public CommonSum<T> CommonSum(int offset, int length)
    {
        var sum = _turns.Find(offset);
        return new CommonSum<T>((_first ?? this).Accumulators.Slice(offset, length), _turns, sum, _worker, ref _products[sum]);
    }

    /// <summary>Examples of a result, [examples × width].</summary>
    public Span<T> Output(int index) => _outputs[index].Span;

    /// <summary>All sums. A program without any has this memory, zeroed, only once somebody asks for it: a prediction needs none for gradients.</summary>
    internal Span<T> Accumulators => (_accumulators ??= new AlignedBuffer<T>(_accumulatorLength)).Span;

    /// <summary>Before the tiles of a run.</summary>
    internal void BeginTurns() => Array.Clear(_products);

    internal void BeginTile(int firstExample, int examples) => (FirstExample, Examples) = (firstExample, examples);

    internal void SetInput(int index, ReadOnlyMemory<T> rows) => _inputs[index] = rows;

    internal void SetLabels(ReadOnlyMemory<int> labels) => _labels = labels;

    internal void SetOutput(int index, Memory<T> rows) => _outputs[index] = rows;

    internal void Dispose()
    {
        _accumulators?.Dispose();
        _arena.Dispose();
    }

    /// <summary>A sum where the worker has those alone that are not common: they stand without gaps.</summary>
    private Span<T> SumBeside(int offset, int length)
    {
        var own = offset;
        for (var i = 0; i < _common.Count && _common[i].Start <= offset; i++)
        {
            if (offset < _common[i].Start + _common[i].Length)
            {
                return _first!.Sum(offset, length);
            }

            own -= _common[i].Length;
        }

        return Accumulators.Slice(own, length);
    }
}
