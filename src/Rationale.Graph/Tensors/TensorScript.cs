using System.ComponentModel;
using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors;

/// <summary>Writes a <see cref="TensorSchedule"/> call by call. Generated code calls this.</summary>
/// <param name="settings">Names of the run-time numbers; the first is the number of rows.</param>
/// <param name="totals">Names of the numbers for the whole batch.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TensorScript(string[] settings, string[] totals)
{
    private readonly List<TensorBuffer> _buffers = [];
    private readonly List<TensorCall> _setup = [];
    private readonly List<TensorCall> _calls = [];
    private readonly List<IReadOnlyList<TensorView>> _sums = [];
    private TensorStage? _stage;

    /// <summary>Nothing, where a schema allows it.</summary>
    public TensorArgument None => TensorNone.Instance;

    /// <summary>A value with extents for each row.</summary>
    public TensorView EachRow(TensorRole role, string name, params int[] extents) => Add(role, name, Shape.PerExample(extents), TensorType.Real);

    /// <summary>A value for the whole batch.</summary>
    public TensorView Once(TensorRole role, string name, params int[] extents) => Add(role, name, Shape.Unbatched(extents), TensorType.Real);

    /// <summary>Indices, or true and false, for each row or once.</summary>
    public TensorView Typed(TensorType type, TensorRole role, string name, bool batched, params int[] extents) =>
        Add(role, name, new Shape(batched, new EquatableArray<int>(extents)), type);

    /// <summary>A factor or a summand.</summary>
    public TensorView Number(string name, double value) => Add(TensorRole.Number, name, Shape.Scalar, TensorType.Real, new ConstantOp(value, Shape.Scalar));

    /// <summary>One number on the device.</summary>
    public TensorView Constant(string name, double value) => Add(TensorRole.Constant, name, Shape.Scalar, TensorType.Real, new ConstantOp(value, Shape.Scalar));

    /// <summary>The mask of a dropout layer.</summary>
    public TensorView Dropout(string name, int site, double rate, params int[] extents) =>
        Add(TensorRole.Dropout, name, Shape.PerExample(extents), TensorType.Real, new DropoutMaskOp(site, rate, Shape.PerExample(extents)));

    /// <summary>Calls from here on belong to a stage.</summary>
    public void Stage(int level, bool onRows) => _stage = new TensorStage(level, onRows);

    /// <summary>The sums over the batch with which a level ends.</summary>
    public void Sums(params TensorView[] sums) => _sums.Add(sums);

    /// <summary>A list of tensors.</summary>
    public TensorArgument List(params TensorView[] views) => new TensorOperands(new(views));

    /// <summary>The number of rows and numbers behind it.</summary>
    public TensorArgument RowsAnd(params int[] values) => new TensorInts(new EquatableArray<int>(values), RowsFirst: true);

    /// <summary>Flags.</summary>
    public TensorArgument Bools(params bool[] values) => new TensorBools(new EquatableArray<bool>(values));

    /// <summary>A call that changes a tensor among its arguments.</summary>
    public void Call(string name, TensorView written, params TensorArgument[] arguments) => Add(new TensorCall(name, new(arguments), EquatableArray.Create(written)));

    /// <summary>A call that changes two tensors among its arguments.</summary>
    public void Call(string name, TensorView first, TensorView second, TensorArgument[] arguments) =>
        Add(new TensorCall(name, new(arguments), EquatableArray.Create(first, second)));

    /// <summary>A call of which each element of the result needs only its own of the operands; the result is its last argument.</summary>
    public void Map(string name, TensorView result, params TensorArgument[] arguments) =>
        Add(new TensorCall(name, new(arguments.Append(result)), EquatableArray.Create(result)) { Elementwise = true });

    /// <summary>A call of an operator that makes its result, which is then copied.</summary>
    public void Into(string name, TensorView result, int index, params TensorArgument[] arguments) =>
        Add(new TensorCall(name, new(arguments), EquatableArray.Create(result), new TensorResult(index, result)));

    /// <summary>The schedule.</summary>
    public TensorSchedule ToSchedule() => new(
        _buffers,
        _setup,
        _calls,
        _sums,
        [.. _buffers.Where(buffer => buffer.Role == TensorRole.Column)],
        settings,
        totals,
        [.. _buffers.Where(buffer => buffer.Role == TensorRole.Rows)],
        TensorSlots.Assign(_buffers, _calls));

    private void Add(TensorCall call)
    {
        if (_stage is { } stage)
        {
            _calls.Add(call with { Stage = stage });
        }
        else
        {
            _setup.Add(call);
        }
    }

    private TensorView Add(TensorRole role, string name, Shape shape, TensorType type, Operator? source = null)
    {
        var buffer = new TensorBuffer(_buffers.Count, role, name, shape.Batched, shape.Length, type, source);
        _buffers.Add(buffer);
        return TensorView.Of(buffer, shape);
    }
}
