namespace Rationale.Data;

/// <summary>Reads numeric CSV files (RFC 4180 quoting, numbers in invariant culture).</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class CsvFile
{
    /// <summary>Reads a file, compressed by gzip or not.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="options">What its columns mean.</param>
    /// <returns>The rows, with feature names where there is a header, and class names where there is a label column.</returns>
    /// <exception cref="DataFormatException">A column is missing, a value is missing or no finite number, or the text is not of the stated encoding; the message names the line.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Dataset Read(string path, CsvOptions options)
    {
        using var text = CsvText.Open(path, options);
        return Read(text, path, options);
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">The content.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="options">What its columns mean.</param>
    /// <returns>The rows, with feature names where there is a header, and class names where there is a label column.</returns>
    /// <exception cref="DataFormatException">A column is missing, or a value is missing or no finite number; the message names line and column.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static Dataset Read(TextReader text, string name, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var reader = new CsvBlockReader(text, name, options);
        return reader.Read(int.MaxValue) ?? throw new DataFormatException($"{name}: there are no rows of data, but at least 1 is needed.");
    }
}
