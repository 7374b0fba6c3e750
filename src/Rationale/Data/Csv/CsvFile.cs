namespace Rationale.Data;

/// <summary>Reads CSV files (RFC 4180 quoting): numbers, and texts in columns that are named as categorical.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class CsvFile
{
    /// <summary>Reads a file, compressed by gzip or not.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="options">What its columns mean.</param>
    /// <param name="progress">Told the share of the file that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows, with feature names where there is a header, and class names where there is a label column.</returns>
    /// <exception cref="DataFormatException">A column is missing, a value is missing or no finite number, or the text is not of the stated encoding; the message names the line.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Dataset Read(string path, CsvOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        using var text = CsvText.Open(path, options, progress, cancellationToken);
        return Read(text, path, options, cancellationToken);
    }

    /// <summary>Reads a stream, compressed by gzip or not.</summary>
    /// <param name="stream">The content; it stays open.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="options">What its columns mean.</param>
    /// <param name="progress">Told the share that is read, where the stream knows its length.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows, with feature names where there is a header, and class names where there is a label column.</returns>
    /// <exception cref="DataFormatException">A column is missing, a value is missing or no finite number, or the text is not of the stated encoding; the message names the line.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Dataset Read(Stream stream, string name, CsvOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        using var text = CsvText.Open(stream, options, progress, cancellationToken);
        return Read(text, name, options, cancellationToken);
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">The content.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="options">What its columns mean.</param>
    /// <param name="cancellationToken">Ends the reading between two rows.</param>
    /// <returns>The rows, with feature names where there is a header, and class names where there is a label column.</returns>
    /// <exception cref="DataFormatException">A column is missing, or a value is missing or no finite number; the message names line and column.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Dataset Read(TextReader text, string name, CsvOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var reader = new CsvBlockReader(text, name, options);
        return reader.Read(int.MaxValue, cancellationToken) ?? throw new DataFormatException(reader.Dropped == 0
            ? $"{name}: there are no rows of data, but at least 1 is needed."
            : $"{name}: a value is missing in each of the {reader.Dropped} rows, so that none is left; keep them with MissingValues.Keep and fill them, or leave out the column with CsvOptions.IgnoredColumns.");
    }
}
