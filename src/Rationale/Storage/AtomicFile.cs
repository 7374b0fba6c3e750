namespace Rationale.Storage;

/// <summary>Writes files whole or not at all: to a temporary name in the same folder, flushed to the disk, then renamed over the old file.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once; of two that write one file, one wins whole.</remarks>
public static class AtomicFile
{
    /// <summary>Writes a file; whatever fails, an old file of that name stays as it was and no temporary file is left.</summary>
    /// <param name="path">Where; missing folders are created.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written (a full disk, say); the message names it.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = Prepare(path);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception)
        {
            Discard(temporary);
            if (IsDisk(exception))
            {
                throw Explain(path, exception);
            }

            throw;
        }
    }

    /// <summary>Writes a file; whatever fails or is canceled, an old file of that name stays as it was and no temporary file is left.</summary>
    /// <param name="path">Where; missing folders are created.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="IOException">The file cannot be written (a full disk, say); the message names it.</exception>
    public static async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = Prepare(path);
        try
        {
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
            {
                await write(stream, cancellationToken).ConfigureAwait(false);
                await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception)
        {
            Discard(temporary);
            if (IsDisk(exception))
            {
                throw Explain(path, exception);
            }

            throw;
        }
    }

    private static string Prepare(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new IOException($"{path} is a root folder, but a file was expected.");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            throw Explain(path, exception);
        }

        return Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            // The reason why writing failed matters more than the leftover.
        }
    }

    private static bool IsDisk(Exception exception) => exception is UnauthorizedAccessException or IOException;

    private static IOException Explain(string path, Exception exception) =>
        new($"{path} could not be written ({exception.Message.TrimEnd('.')}); any earlier file of that name is unchanged.", exception);
}
