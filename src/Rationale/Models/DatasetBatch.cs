using Rationale.Data;
using Rationale.Execution;

namespace Rationale.Models;

/// <summary>Examples of a dataset as the inputs of a program. Made once, pointed at other examples for each step.</summary>
internal sealed class DatasetBatch : IExampleSelection<float>
{
    private readonly FeatureMatrix?[] _inputs;
    private readonly Dataset _data;
    private readonly int _label;
    private ReadOnlyMemory<int> _rows;
    private bool _contiguous;
    private DatasetBatch? _all;

    /// <summary>Finds the inputs that a program reads.</summary>
    /// <param name="layout">The program's layout.</param>
    /// <param name="data">The examples.</param>
    /// <param name="label">A label for all examples instead of their own; negative to use their own.</param>
    public DatasetBatch(ProgramLayout layout, Dataset data, int label = -1)
    {
        (_data, _label) = (data, label);

        // What data may lack is zero everywhere; what they must not lack has been checked.
        _inputs = [.. layout.Inputs.Select(input => data.Find(input.Name))];
        All();
    }

    private DatasetBatch(DatasetBatch other)
    {
        (_inputs, _data, _label) = (other._inputs, other._data, other._label);
        All();
    }

    /// <inheritdoc/>
    public int Examples { get; private set; }

    /// <inheritdoc/>
    IBatch<float> IExampleSelection<float>.All => _all ??= new DatasetBatch(this);

    /// <inheritdoc/>
    public ReadOnlyMemory<int> Selected => _rows;

    /// <inheritdoc/>
    public EpochOrder? Order { get; private set; }

    /// <inheritdoc/>
    public bool IsRepeated { get; init; } = true;

    /// <summary>Points at the given examples; the memory must stay as it is while the step runs.</summary>
    /// <param name="indices">Indices of the examples.</param>
    /// <param name="order">Where they stand in the order of an epoch; null where they are not taken from one.</param>
    public void Select(ReadOnlyMemory<int> indices, EpochOrder? order = null) => (_rows, Examples, _contiguous, Order) = (indices, indices.Length, false, order);

    /// <summary>Points at all examples.</summary>
    public void All() => (_rows, Examples, _contiguous, Order) = (default, _data.Count, true, null);

    /// <inheritdoc/>
    public ReadOnlyMemory<float> View(int input, int firstExample, int examples) => _inputs[input] is { } values ? Stored(values, firstExample, examples) : default;

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Input(int input, int firstExample, int examples, Memory<float> buffer)
    {
        if (_inputs[input] is not { } values)
        {
            buffer.Span.Clear();
            return buffer;
        }

        if (Stored(values, firstExample, examples) is { IsEmpty: false } stored)
        {
            return stored;
        }

        if (_contiguous)
        {
            values.CopyRows(firstExample, examples, buffer.Span);
        }
        else
        {
            values.CopyRows(_rows.Span.Slice(firstExample, examples), buffer.Span);
        }

        return buffer;
    }

    /// <summary>The examples where they stand, if they stand one after the other as floats.</summary>
    private ReadOnlyMemory<float> Stored(FeatureMatrix values, int firstExample, int examples)
    {
        if (_contiguous)
        {
            return values.InMemory(firstExample, examples);
        }

        var rows = _rows.Span.Slice(firstExample, examples);
        return examples > 0 && FeatureMatrix.AreNeighbors(rows) ? values.InMemory(rows[0], examples) : default;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<int> Labels(int firstExample, int examples, Memory<int> buffer)
    {
        if (_label >= 0 || _data.Labels.IsEmpty)
        {
            buffer.Span.Fill(Math.Max(0, _label));
            return buffer;
        }

        if (_contiguous)
        {
            return _data.Labels.Slice(firstExample, examples);
        }

        _data.CopyLabels(_rows.Span.Slice(firstExample, examples), buffer.Span);
        return buffer;
    }
}
