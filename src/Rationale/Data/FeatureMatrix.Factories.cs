namespace Rationale.Data;

public abstract partial class FeatureMatrix
{
    /// <summary>A matrix from a rectangular array [rows × width]; the values are copied.</summary>
    /// <param name="rows">The values.</param>
    /// <exception cref="ArgumentException">The rows have no values.</exception>
    public static FeatureMatrix FromRows(float[,] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = new float[rows.Length];
        Buffer.BlockCopy(rows, 0, values, 0, Buffer.ByteLength(rows));
        return new FloatFeatureMatrix(values, rows.GetLength(0), rows.GetLength(1));
    }

    /// <summary>A matrix from rows; the values are copied.</summary>
    /// <param name="rows">The rows, all of one length.</param>
    /// <exception cref="ArgumentException">There are no rows, a row has no values, or two differ in length.</exception>
    public static FeatureMatrix FromRows(IEnumerable<float[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        float[][] list = [.. rows];
        var absent = Array.IndexOf(list, null);
        if (absent >= 0)
        {
            throw new ArgumentException($"Row {absent} is null, but each row of a matrix has values; leave it out.");
        }

        var odd = Array.FindIndex(list, row => row.Length != list[0].Length);
        return odd >= 0 ? throw new ArgumentException($"Row {odd} has {list[odd].Length} values, but row 0 has {list[0].Length}; all rows of a matrix have one length.")
            : list.Length == 0 ? throw new ArgumentException("No rows were given, but a matrix needs at least one.")
            : FromArray([.. list.SelectMany(row => row)], list[0].Length);
    }

    /// <summary>A matrix over an array; the array is used as it is and must not be changed afterwards.</summary>
    /// <param name="values">The values, row after row.</param>
    /// <param name="width">Values per row.</param>
    /// <exception cref="ArgumentException">The number of values is no multiple of the width.</exception>
    public static FeatureMatrix FromArray(float[] values, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new FloatFeatureMatrix(values, CountRows(values.Length, width), width);
    }

    /// <summary>Raw data from named columns: numbers and texts, which may be missing. A model takes them through a preprocessing.</summary>
    /// <param name="columns">At least one; all of one length, their names unique.</param>
    /// <exception cref="ArgumentException">There are no columns, they differ in length, or two have one name.</exception>
    public static FeatureMatrix FromColumns(params IReadOnlyList<RawColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
        {
            throw new ArgumentException("No columns were given, but a table needs at least one.");
        }

        if (columns.FirstOrDefault(column => column.Count != columns[0].Count) is { } odd)
        {
            throw new ArgumentException($"Column '{odd.Name}' has {odd.Count} values, but column '{columns[0].Name}' has {columns[0].Count}; all columns of a table have one length.");
        }

        if (columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two columns are named '{twice.Key}', but names must be unique; rename one.");
        }

        var values = new double[checked(columns[0].Count * columns.Count)];
        for (var row = 0; row < columns[0].Count; row++)
        {
            for (var column = 0; column < columns.Count; column++)
            {
                values[(row * columns.Count) + column] = columns[column].Values[row];
            }
        }

        return RawFeatureMatrix.Create(values, [.. columns.Select(column => column.Name)], [.. columns.Select(column => column.Categories)], keepsNames: true);
    }

    /// <summary>A matrix from a span; the values are copied.</summary>
    /// <param name="values">The values, row after row.</param>
    /// <param name="width">Values per row.</param>
    /// <exception cref="ArgumentException">The number of values is no multiple of the width.</exception>
    public static FeatureMatrix FromSpan(ReadOnlySpan<float> values, int width) => FromArray(values.ToArray(), width);

    /// <summary>A matrix over bytes (images 0..255, masks 0 and 1), a quarter of the memory of floats; the array is used as it is and must not be changed afterwards.</summary>
    /// <param name="values">The values, row after row.</param>
    /// <param name="width">Values per row.</param>
    /// <param name="scale">What each byte is multiplied by when read: <c>1f / 255</c> gives [0, 1].</param>
    /// <param name="offset">What is then added: with a scale of <c>1f / (255 * s)</c>, <c>-m / s</c> gives mean 0 and deviation 1 to pixels of mean m and deviation s.</param>
    /// <exception cref="ArgumentException">The number of values is no multiple of the width, or scale or offset is not finite.</exception>
    public static FeatureMatrix FromBytes(byte[] values, int width, float scale = 1, float offset = 0)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!float.IsFinite(scale))
        {
            throw new ArgumentException(FormattableString.Invariant($"The scale of a matrix of bytes is {scale}, but it must be a finite number."));
        }

        if (!float.IsFinite(offset))
        {
            throw new ArgumentException(FormattableString.Invariant($"The offset of a matrix of bytes is {offset}, but it must be a finite number."));
        }

        return new ByteFeatureMatrix(values, CountRows(values.Length, width), width, scale, offset);
    }

    /// <summary>A matrix whose rows are all the same and stored once: a mask for every row, or zeros.</summary>
    /// <param name="row">The row; it is copied.</param>
    /// <param name="count">How many rows.</param>
    /// <exception cref="ArgumentException">The row is empty.</exception>
    public static FeatureMatrix Repeat(ReadOnlySpan<float> row, int count) => new RepeatedFeatureMatrix(row.ToArray(), count);

    /// <summary>Matrices of equal width, one below the other; nothing is copied unless columns hold texts.</summary>
    /// <param name="parts">At least one matrix.</param>
    /// <exception cref="ArgumentException">No matrices, or their widths differ.</exception>
    public static FeatureMatrix Concat(params IReadOnlyList<FeatureMatrix> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
        {
            throw new ArgumentException("No matrices were given, but a concatenation needs at least one.");
        }

        var width = parts[0].Width;
        for (var i = 1; i < parts.Count; i++)
        {
            if (parts[i].Width != width)
            {
                throw new ArgumentException($"Matrix {i} is {parts[i].Width} values wide, but matrix 0 is {width}; concatenated matrices must have one width.");
            }
        }

        if (parts.FirstOrDefault(part => part.Preprocessing is null != parts[0].Preprocessing is null || part.Preprocessing?.Matches(parts[0].Preprocessing!) == false) is not null)
        {
            throw new ArgumentException("Raw and preprocessed matrices, or matrices of different preprocessings, were given together; preprocess all of them by one, or none.");
        }

        if (parts.Count > 1 && parts.Any(part => part.Schema is { HasTexts: true }))
        {
            return RawFeatureMatrix.Join(parts);
        }

        return parts.Count == 1 ? parts[0] : new ConcatenatedFeatureMatrix([.. parts]);
    }

    /// <summary>Some of the rows, in the order given; nothing but the row numbers is copied.</summary>
    /// <param name="rows">Row numbers; one may occur more than once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row number is outside the table.</exception>
    public FeatureMatrix Select(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if ((uint)row >= (uint)Count)
            {
                throw OutsideTable(row);
            }
        }

        return SelectChecked(rows.ToArray());
    }

    /// <summary>Neighboring rows; nothing is copied.</summary>
    /// <param name="first">Number of the first row.</param>
    /// <param name="count">How many rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows are outside the table.</exception>
    public FeatureMatrix Slice(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (first < 0 || first > Count - count)
        {
            throw OutsideTable(first < 0 ? first : first + count - 1);
        }

        return first == 0 && count == Count ? this : SliceChecked(first, count);
    }

    internal virtual FeatureMatrix SelectChecked(int[] rows) => new SelectedFeatureMatrix(this, rows);

    private protected virtual FeatureMatrix SliceChecked(int first, int count) => new SlicedFeatureMatrix(this, first, count);

    private static int CountRows(int length, int width)
    {
        if (width < 1)
        {
            throw new ArgumentException($"A feature matrix of width {width} was asked for, but a row has at least 1 value.");
        }

        if (length % width != 0)
        {
            throw new ArgumentException($"{length} values were given for rows of width {width}, but {length} is no multiple of {width}.");
        }

        return length / width;
    }
}
