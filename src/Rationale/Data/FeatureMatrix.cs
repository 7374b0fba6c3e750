using System.Buffers;
using System.Numerics.Tensors;

namespace Rationale.Data;

/// <summary>
/// An immutable table of numbers, <see cref="Count"/> rows of <see cref="Width"/> values each: features, targets or annotation masks.
/// What is stored may be smaller than floats (bytes, one row repeated); what is read is always floats.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public abstract partial class FeatureMatrix
{
    private protected FeatureMatrix(int count, int width, Preprocessing? preprocessing = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (width < 1)
        {
            throw new ArgumentException($"A feature matrix of width {width} was asked for, but a row has at least 1 value.");
        }

        Count = count;
        Width = width;
        Preprocessing = preprocessing;
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Values per row.</summary>
    public int Width { get; }

    /// <summary>The preprocessing that made these values, so that they are not preprocessed again; null for raw values.</summary>
    public Preprocessing? Preprocessing { get; }

    /// <summary>The same values, which a preprocessing is said to have made: for values that were computed from preprocessed ones, such as noisy copies.</summary>
    /// <param name="preprocessing">What made them.</param>
    /// <exception cref="ArgumentException">It gives another number of features.</exception>
    public FeatureMatrix AsPreprocessed(Preprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        return preprocessing.OutputCount == Width
            ? new MarkedFeatureMatrix(this, preprocessing)
            : throw new ArgumentException($"The matrix is {Width} values wide, but the preprocessing gives {preprocessing.OutputCount} features; only what it has made can be said to be preprocessed.");
    }

    /// <summary>One value.</summary>
    /// <param name="row">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="index">From 0 to <see cref="Width"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside the table.</exception>
    public float this[int row, int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Width);
            return Row(row)[index];
        }
    }

    /// <summary>Gathers rows, in the order asked for; a row may be asked for more than once.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="destination">Receives [rows × <see cref="Width"/>] values, row after row; may be longer.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row number is outside the table.</exception>
    public void CopyRows(ReadOnlySpan<int> rows, Span<float> destination)
    {
        RequireLength(rows.Length, destination.Length);
        foreach (var row in rows)
        {
            if ((uint)row >= (uint)Count)
            {
                throw OutsideTable(row);
            }
        }

        Gather(rows, destination[..(rows.Length * Width)]);
    }

    /// <summary>Copies neighboring rows.</summary>
    /// <param name="first">Number of the first row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="destination">Receives [count × <see cref="Width"/>] values, row after row; may be longer.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rows are outside the table.</exception>
    public void CopyRows(int first, int count, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (first < 0 || first > Count - count)
        {
            throw OutsideTable(first < 0 ? first : first + count - 1);
        }

        RequireLength(count, destination.Length);
        CopyRange(first, destination[..(count * Width)]);
    }

    /// <summary>One row as a new array.</summary>
    /// <param name="row">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside the table.</exception>
    public float[] Row(int row)
    {
        var values = new float[Width];
        CopyRows(row, 1, values);
        return values;
    }

    /// <summary>Rows and values of a row: <c>500 × 4</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Count} × {Width}");

    /// <summary>All values as a new array, row after row.</summary>
    public float[] ToArray()
    {
        var values = new float[checked(Count * Width)];
        CopyRows(0, Count, values);
        return values;
    }

    /// <summary>Gathers rows; indices and length have been checked.</summary>
    private protected abstract void Gather(ReadOnlySpan<int> rows, Span<float> destination);

    /// <summary>Copies destination / <see cref="Width"/> rows; indices and length have been checked.</summary>
    private protected abstract void CopyRange(int first, Span<float> destination);

    /// <summary>Neighboring rows where they stand in memory, one after the other; nothing where they do not. The caller checks that they are inside the table.</summary>
    internal virtual ReadOnlyMemory<float> InMemory(int first, int count) => default;

    /// <summary>Whether rows follow one another, so that they may stand in memory as they are asked for.</summary>
    internal static bool AreNeighbors(ReadOnlySpan<int> rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i] != rows[i - 1] + 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every value is finite by construction, so that nobody need look.</summary>
    internal virtual bool IsAlwaysFinite => false;

    /// <summary>What the columns of raw data hold; null for a table of plain numbers.</summary>
    internal virtual RawSchema? Schema => null;

    /// <summary>Names of the columns, where the table itself has them.</summary>
    internal virtual IReadOnlyList<string>? ColumnNames => null;

    /// <summary>Copies one row in double precision, as it is stored; the row and the length have been checked.</summary>
    internal virtual void CopyExact(int row, Span<double> destination)
    {
        var values = ArrayPool<float>.Shared.Rent(Width);
        CopyRange(row, values.AsSpan(0, Width));
        TensorPrimitives.ConvertTruncating<float, double>(values.AsSpan(0, Width), destination);
        ArrayPool<float>.Shared.Return(values);
    }

    private void RequireLength(int rows, int length)
    {
        if ((long)rows * Width > length)
        {
            throw new ArgumentException($"The destination holds {length} values, but {rows} rows of {Width} values need {(long)rows * Width}.");
        }
    }

    private ArgumentOutOfRangeException OutsideTable(int row) =>
        new(null, $"Row {row} was asked for, but the matrix has rows 0 to {Count - 1}.");
}
