namespace Rationale.Data;

/// <summary>Reads CSV files (RFC 4180 quoting): numbers, and texts in columns that are named as categorical.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class CsvFile
{
    /// <summary>Reads a file, compressed by gzip or not.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="options">What its columns mean.</param>
    /// <param name="progress">Told the share read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows, with feature names where there is a header, and class names where there is a label column.</returns>
    /// <exception cref="DataFormatException">A column is missing, a value is missing or no finite number, or the text is not of the stated encoding; the message names the line.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was canceled.</exception>
    public static Dataset Read(string path, CsvOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        using var file = CsvText.OpenFile(path);
        return Read(file, path, options, progress, cancellationToken);
    }

    /// <summary>Reads a stream, compressed by gzip or not.</summary>
    /// <param name="stream">The content; it stays open.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="options">What its columns mean.</param>
    /// <param name="progress">Told the share read, where the stream knows its length.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows, with feature names where there is a header, and class names where there is a label column.</returns>
    /// <exception cref="DataFormatException">A column is missing, a value is missing or no finite number, or the text is not of the stated encoding; the message names the line.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="OperationCanceledException">The reading was canceled.</exception>
    public static Dataset Read(Stream stream, string name, CsvOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        using var text = CsvText.Open(stream, name, options);
        return Read(text, name, options, isLabeled: true, Report(stream, progress, cancellationToken));
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">The content.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="options">What its columns mean.</param>
    /// <returns>The rows, with feature names where there is a header, and class names where there is a label column.</returns>
    /// <exception cref="DataFormatException">A column is missing, or a value is missing or no finite number; the message names line and column.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Dataset Read(TextReader text, string name, CsvOptions options) => Read(text, name, options, isLabeled: true, report: null);

    /// <summary>Reads a file of examples to predict or explain, compressed by gzip or not, by the options of the training data: its labels or targets and the columns to ignore are left out where it has them, and it need not have them.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="options">What its columns mean.</param>
    /// <param name="progress">Told the share read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows, unlabeled, with feature names where there is a header. With <see cref="MissingValues.DropRows"/> they are fewer than those of the file where a feature is missing.</returns>
    /// <exception cref="DataFormatException">A feature is missing, a value is missing or no finite number, or the text is not of the stated encoding; the message names the line.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was canceled.</exception>
    public static Dataset ReadUnlabeled(string path, CsvOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        using var file = CsvText.OpenFile(path);
        using var text = CsvText.Open(file, path, options);
        return Read(text, path, options, isLabeled: false, Report(file, progress, cancellationToken));
    }

    /// <summary>Reads text of examples to predict or explain.</summary>
    /// <param name="text">The content.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="options">What its columns mean; those of the training data will do.</param>
    /// <returns>The rows, unlabeled, with feature names where there is a header.</returns>
    /// <exception cref="DataFormatException">A feature is missing, or a value is missing or no finite number; the message names line and column.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Dataset ReadUnlabeled(TextReader text, string name, CsvOptions options) => Read(text, name, options, isLabeled: false, report: null);

    private static Dataset Read(TextReader text, string name, CsvOptions options, bool isLabeled, Action? report)
    {
        ArgumentNullException.ThrowIfNull(text);
        report?.Invoke();
        using var reader = new CsvBlockReader(text, name, options, isLabeled);
        var data = reader.Read(int.MaxValue, report) ?? throw new DataFormatException(reader.Dropped == 0
            ? $"{name}: there are no rows of data, but at least 1 is needed."
            : $"{name}: a value is missing in each of the {reader.Dropped} rows, so that none is left; keep them with MissingValues.Keep and fill them, or leave out the column with CsvOptions.IgnoredColumns.");
        report?.Invoke();
        return data;
    }

    private static Action Report(Stream stream, IProgress<double>? progress, CancellationToken cancellationToken) => () =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (progress is not null && stream.CanSeek)
        {
            progress.Report(stream.Length == 0 ? 1 : (double)stream.Position / stream.Length);
        }
    };
}
