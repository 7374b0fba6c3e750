namespace Rationale.Hosting;

/// <summary>Tells a version of a file from another.</summary>
/// <param name="Written">When it was written.</param>
/// <param name="Length">Its size in bytes.</param>
internal readonly record struct FileStamp(DateTime Written, long Length)
{
    /// <summary>The version that lies at a path; default where there is none. A link stands for what it leads to, as in volumes of containers.</summary>
    public static FileStamp Of(string path)
    {
        try
        {
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
            return file.Exists ? new FileStamp(file.LastWriteTimeUtc, file.Length) : default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is just being replaced, or cannot be seen.
            return default;
        }
    }
}
