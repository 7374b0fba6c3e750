using Rationale.Data;

namespace Rationale.Storage;

/// <summary>Reads a training's history.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class History
{
    /// <summary>The records of a file, up to the first line that is not a whole record (a line that a killed training left half-written).</summary>
    /// <param name="path">Where it lies.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<HistoryRecord> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var records = Scan(stream).Select(found => found.Record).ToList();
        return CountsFromZero(records) ? [.. records.Select(record => record with { Epoch = record.Epoch + 1 })] : records;
    }

    /// <summary>Whether version 0.1 wrote the file, which counts epochs from 0.</summary>
    internal static bool IsOfVersion01(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return CountsFromZero(Scan(stream).Select(found => found.Record));
    }

    /// <summary>The position after the first <paramref name="count"/> records.</summary>
    internal static long EndOf(string path, Stream stream, int count)
    {
        var seen = 0;
        foreach (var (_, end) in Scan(stream))
        {
            if (++seen == count)
            {
                return end;
            }
        }

        throw new DataFormatException($"{path}: the history has {seen} whole records, but the checkpoint was saved after {count}.");
    }

    private static bool CountsFromZero(IEnumerable<HistoryRecord> records) => records.FirstOrDefault() is { Epoch: 0 };

    private static IEnumerable<(HistoryRecord Record, long End)> Scan(Stream stream)
    {
        var bytes = new byte[stream.Length];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        for (var start = 0; start < length;)
        {
            var size = bytes.AsSpan(start, length - start).IndexOf((byte)'\n');
            if (size < 0 || HistoryFormat.Decode(bytes.AsMemory(start, size)) is not { } record)
            {
                yield break;
            }

            start += size + 1;
            yield return (record, start);
        }
    }
}
