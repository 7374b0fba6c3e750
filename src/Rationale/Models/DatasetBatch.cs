using Rationale.Data;
using Rationale.Execution;

namespace Rationale.Models;

/// <summary>Rows of a dataset as the columns of a program. Made once, pointed at other rows for each step.</summary>
internal sealed class DatasetBatch : IExampleSelection<float>
{
    private readonly FeatureMatrix?[] _columns;
    private readonly Dataset _data;
    private readonly int _label;
    private ReadOnlyMemory<int> _rows;
    private bool _contiguous;
    private DatasetBatch? _all;

    /// <summary>Finds the columns that a program reads.</summary>
    /// <param name="layout">The program's layout.</param>
    /// <param name="data">The rows.</param>
    /// <param name="label">A label for all rows instead of their own; negative to use their own.</param>
    public DatasetBatch(ProgramLayout layout, Dataset data, int label = -1)
    {
        (_data, _label) = (data, label);

        // What data may lack is zero everywhere; what they must not lack has been checked.
        _columns = [.. layout.Inputs.Select(column => data.Find(column.Name))];
        All();
    }

    private DatasetBatch(DatasetBatch other)
    {
        (_columns, _data, _label) = (other._columns, other._data, other._label);
        All();
    }

    /// <inheritdoc/>
    public int Examples { get; private set; }

    /// <inheritdoc/>
    IBatch<float> IExampleSelection<float>.All => _all ??= new DatasetBatch(this);

    /// <inheritdoc/>
    public ReadOnlyMemory<int> Selected => _rows;

    /// <summary>Points at the given rows; the memory must stay as it is while the step runs.</summary>
    public void Select(ReadOnlyMemory<int> rows) => (_rows, Examples, _contiguous) = (rows, rows.Length, false);

    /// <summary>Points at all rows.</summary>
    public void All() => (_rows, Examples, _contiguous) = (default, _data.Count, true);

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Input(int column, int firstRow, int rows, Memory<float> room)
    {
        if (_columns[column] is not { } values)
        {
            room.Span.Clear();
        }
        else if (_contiguous)
        {
            values.CopyRows(firstRow, rows, room.Span);
        }
        else
        {
            values.CopyRows(_rows.Span.Slice(firstRow, rows), room.Span);
        }

        return room;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<int> Labels(int firstRow, int rows, Memory<int> room)
    {
        if (_label >= 0 || _data.Labels.IsEmpty)
        {
            room.Span.Fill(Math.Max(0, _label));
            return room;
        }

        if (_contiguous)
        {
            return _data.Labels.Slice(firstRow, rows);
        }

        _data.CopyLabels(_rows.Span.Slice(firstRow, rows), room.Span);
        return room;
    }
}
