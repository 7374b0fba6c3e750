namespace Rationale.Storage;

/// <summary>Appends records to a file of JSON lines, each handed to the operating system at once, so that a killed training loses at most the line in progress.</summary>
/// <remarks>Thread safety: not safe for concurrent use.</remarks>
public sealed class HistoryWriter : IDisposable
{
    private readonly FileStream _stream;

    private HistoryWriter(FileStream stream, int count)
    {
        _stream = stream;
        Count = count;
    }

    /// <summary>Records in the file.</summary>
    public int Count { get; private set; }

    /// <summary>Starts an empty history; an old file of that name is replaced.</summary>
    /// <param name="path">Where; missing folders are created.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static HistoryWriter Create(string path) => Resume(path, 0);

    /// <summary>Continues a history after its first records; what follows them, half-written lines included, is cut off.</summary>
    /// <param name="path">Where; a missing file is created where no records are to be kept.</param>
    /// <param name="count">Records to keep, as the checkpoint says.</param>
    /// <exception cref="Data.DataFormatException">The file is missing, or has fewer whole records than that; nothing is created then.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static HistoryWriter Resume(string path, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > 0 && !File.Exists(path))
        {
            throw new Data.DataFormatException($"{path} is missing, but the checkpoint beside it was saved after {count} epochs of it; put the file back, or train anew without Resume.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (count > 0 && History.IsOfVersion01(path))
        {
            Rewrite(path, count);
        }

        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            stream.SetLength(count == 0 ? 0 : History.EndOf(path, stream, count));
            stream.Seek(0, SeekOrigin.End);
            return new HistoryWriter(stream, count);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>All lines of a file count epochs alike.</summary>
    private static void Rewrite(string path, int count)
    {
        if (History.Read(path) is var records && records.Count >= count)
        {
            AtomicFile.Write(path, stream =>
            {
                foreach (var record in records)
                {
                    stream.Write(HistoryFormat.Encode(record));
                }
            });
        }
    }

    /// <summary>Appends a record.</summary>
    /// <param name="record">What to write.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Append(HistoryRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _stream.Write(HistoryFormat.Encode(record));
        _stream.Flush();
        Count++;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
