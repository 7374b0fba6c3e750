namespace Rationale.Storage;

/// <summary>
/// Keeps a checkpoint folder for one training. The operating system holds the lock on the open file, so that it ends with the process, however that ends; on Linux it also
/// holds on network file systems. The file stays: deleting it would let a third training lock a new file of the same name beside the second.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string FileName = "training.lock";

    /// <summary>The errors of a file that another handle has locked: sharing and lock violation on Windows, EAGAIN on Linux and on macOS.</summary>
    private static readonly int[] LockedErrors = OperatingSystem.IsWindows() ? [32, 33] : [11, 35];

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Creates the folder where it is missing, and writes into it, so that one that cannot be written is noticed before the training.</summary>
    /// <exception cref="InvalidOperationException">Another training keeps its checkpoints there.</exception>
    /// <exception cref="IOException">The folder cannot be made or written; the message names it.</exception>
    public static FolderLock Acquire(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"process {Environment.ProcessId}\n")));
            file.Flush();
            return new FolderLock(file);
        }
        catch (IOException exception) when (LockedErrors.Contains(exception.HResult & 0xFFFF))
        {
            throw new InvalidOperationException($"Another training that has not ended keeps its checkpoints in '{folder}'; await it, or give this one a CheckpointFolder of its own.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new IOException($"Checkpoints cannot be written to '{folder}' ({exception.Message.TrimEnd('.')}); set TrainingOptions.CheckpointFolder to a folder that can be made and written.", exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
