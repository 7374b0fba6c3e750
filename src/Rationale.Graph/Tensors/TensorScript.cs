using System.ComponentModel;
using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors;

/// <summary>Makes a <see cref="TensorSchedule"/> from declarations of its memory and from the text of its program. Generated code calls this.</summary>
/// <param name="settings">Names of the run-time numbers; the first is the number of examples.</param>
/// <param name="totals">Names of the numbers for the whole batch.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TensorScript(string[] settings, string[] totals)
{
    private readonly List<TensorBuffer> _buffers = [];
    private readonly List<ScriptTensor> _tensors = [];
    private readonly Dictionary<string, TensorView> _views = [];
    private readonly Dictionary<TensorBuffer, TensorBuffer> _slots = [];
    private readonly List<IReadOnlyList<string>> _sums = [];

    /// <summary>Memory for each example.</summary>
    /// <param name="name">What the text calls it.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="label">What it holds, in mathematics.</param>
    /// <param name="extents">Extents of an example.</param>
    public void PerExample(string name, TensorRole role, string label, params int[] extents) => Add(name, role, label, Shape.PerExample(extents), TensorType.Real);

    /// <summary>Memory for the whole batch.</summary>
    /// <param name="name">What the text calls it.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="label">What it holds, in mathematics.</param>
    /// <param name="extents">Extents.</param>
    public void Once(string name, TensorRole role, string label, params int[] extents) => Add(name, role, label, Shape.Unbatched(extents), TensorType.Real);

    /// <summary>Memory for indices, or for true and false, for each example or once.</summary>
    public void Typed(string name, TensorType type, TensorRole role, string label, bool batched, params int[] extents) =>
        Add(name, role, label, new Shape(batched, new EquatableArray<int>(extents)), type);

    /// <summary>A factor or a summand.</summary>
    public void Number(string name, string label, double value) => Add(name, TensorRole.Number, label, Shape.Scalar, TensorType.Real, new ConstantOp(value, Shape.Scalar));

    /// <summary>One number on the device.</summary>
    public void Constant(string name, string label, double value) => Add(name, TensorRole.Constant, label, Shape.Scalar, TensorType.Real, new ConstantOp(value, Shape.Scalar));

    /// <summary>The mask of a dropout layer.</summary>
    public void Dropout(string name, string label, int site, double rate, params int[] extents) =>
        Add(name, TensorRole.Dropout, label, Shape.PerExample(extents), TensorType.Real, new DropoutMaskOp(site, rate, Shape.PerExample(extents)));

    /// <summary>Intermediate values that share the memory of another one.</summary>
    /// <param name="owner">Whose memory it is.</param>
    /// <param name="sharing">Who takes it in turns.</param>
    public void Share(string owner, params string[] sharing)
    {
        foreach (var name in sharing)
        {
            _slots[_views[name].Buffer] = _views[owner].Buffer;
        }
    }

    /// <summary>A part of memory, its elements one after another.</summary>
    /// <param name="name">What the text calls it.</param>
    /// <param name="of">The memory.</param>
    /// <param name="offset">Index of the first element.</param>
    /// <param name="extents">Extents.</param>
    public void Part(string name, string of, int offset, params int[] extents) => Add(name, TensorView.Of(_views[of].Buffer, Shape.Unbatched(extents), offset));

    /// <summary>Memory under any dimensions, each with extent, stride and whether it grows with the batch.</summary>
    public void View(string name, string of, int offset, params (int Extent, int Stride, bool Batched)[] dimensions) => Add(name, _views[of].As(offset, dimensions));

    /// <summary>The sums over the batch with which a level ends.</summary>
    public void Sums(params string[] sums) => _sums.Add(sums);

    /// <summary>The schedule.</summary>
    /// <param name="text">The program, indented as a whole or not at all.</param>
    public TensorSchedule ToSchedule(string text)
    {
        var program = ScriptLines.Unindented(text);
        foreach (var buffer in _buffers.Where(buffer => buffer.Role == TensorRole.Work && !_slots.ContainsKey(buffer)))
        {
            _slots.Add(buffer, buffer);
        }

        return new TensorSchedule
        {
            Buffers = _buffers,
            Tensors = _tensors,
            Functions = ScriptLines.Functions(program),
            Text = program,
            Sums = _sums,
            Columns = [.. _buffers.Where(buffer => buffer.Role == TensorRole.Input)],
            Settings = settings,
            Totals = totals,
            Outputs = [.. _buffers.Where(buffer => buffer.Role == TensorRole.Rows)],
            Slots = _slots,
        };
    }

    private void Add(string name, TensorRole role, string label, Shape shape, TensorType type, Operator? source = null)
    {
        var buffer = new TensorBuffer(_buffers.Count, role, label, shape.Batched, shape.Length, type, source);
        _buffers.Add(buffer);
        Add(name, TensorView.Of(buffer, shape));
    }

    private void Add(string name, TensorView view)
    {
        _views.Add(name, view);
        _tensors.Add(new ScriptTensor(name, view));
    }
}
