using System.Runtime.CompilerServices;

namespace Rationale.Data;

public abstract partial class DatasetStream
{
    /// <summary>A stream over a CSV file, some examples at a time.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="options">What its columns mean. A label column needs <see cref="CsvOptions.ClassNames"/>: a block cannot know the classes of later ones.</param>
    /// <param name="rowsPerBlock">At least 1.</param>
    /// <exception cref="ArgumentException">There is a label column but no class names.</exception>
    public static DatasetStream FromCsv(string path, CsvOptions options, int rowsPerBlock)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerBlock, 1);
        if (options is { LabelColumn: not null, ClassNames: null })
        {
            throw new ArgumentException("A CSV stream with a label column needs CsvOptions.ClassNames, because a block cannot know the classes of later ones.");
        }

        return new SourceStream((_, token) => ReadCsvAsync(path, options, rowsPerBlock, token));
    }

    /// <summary>A stream over a pair of IDX files, some examples at a time.</summary>
    /// <param name="featuresPath">The file of features, compressed or not.</param>
    /// <param name="labelsPath">The file of labels, compressed or not.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="rowsPerBlock">At least 1.</param>
    /// <param name="labelColumn">Which of several labels of an example, from 0; null where there is one.</param>
    public static DatasetStream FromIdx(string featuresPath, string labelsPath, int classes, int rowsPerBlock, int? labelColumn = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(featuresPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerBlock, 1);
        return new SourceStream((_, token) => ReadIdxAsync(featuresPath, labelsPath, classes, labelColumn, rowsPerBlock, token));
    }

    /// <summary>A stream over many files, one block each.</summary>
    /// <param name="paths">The files, in order.</param>
    /// <param name="read">Reads one.</param>
    public static DatasetStream FromFiles(IReadOnlyList<string> paths, Func<string, Dataset> read)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(read);
        return new SourceStream((_, token) => ReadFilesAsync(paths, read, token));
    }

    /// <summary>A stream over data in memory. A training cuts each block into batches for itself, so that none has more examples than a block.</summary>
    /// <param name="dataset">The data.</param>
    /// <param name="rowsPerBlock">At least 1.</param>
    public static DatasetStream FromDataset(Dataset dataset, int rowsPerBlock)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerBlock, 1);
        return new SourceStream((_, _) => AsyncEnumerable.Range(0, (dataset.Count - 1) / rowsPerBlock + 1)
            .Select(block => dataset.Skip(block * rowsPerBlock).Take(rowsPerBlock)));
    }

    /// <summary>A stream over a source of one's own.</summary>
    /// <param name="read">Reads the blocks of an epoch; called once per epoch.</param>
    public static DatasetStream FromSource(Func<int, CancellationToken, IAsyncEnumerable<Dataset>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new SourceStream(read);
    }

    private static async IAsyncEnumerable<Dataset> ReadCsvAsync(string path, CsvOptions options, int rowsPerBlock,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var text = CsvText.Open(path, options);
        using var reader = new CsvBlockReader(text, path, options);
        while (reader.Read(rowsPerBlock) is { } block)
        {
            yield return block;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async IAsyncEnumerable<Dataset> ReadIdxAsync(string featuresPath, string labelsPath, int classes, int? labelColumn, int rowsPerBlock,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var features = IdxReader.Open(featuresPath);
        using var labels = IdxReader.Open(labelsPath);
        if (features.Count != labels.Count)
        {
            throw new DataFormatException($"{featuresPath} has {features.Count} examples, but {labelsPath} has {labels.Count}; both must have the same number.");
        }

        while (features.RowsLeft > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return IdxFile.ToDataset(features.ReadRows(rowsPerBlock), labels.ReadRows(rowsPerBlock), classes, labelColumn, $"{featuresPath} and {labelsPath}");
        }
    }

    private static async IAsyncEnumerable<Dataset> ReadFilesAsync(IReadOnlyList<string> paths, Func<string, Dataset> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return read(path);
        }
    }
}
