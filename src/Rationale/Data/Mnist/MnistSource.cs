namespace Rationale.Data;

/// <summary>Somewhere that a data set can be had.</summary>
internal abstract class MnistSource
{
    public abstract string Name { get; }

    /// <summary>Whether trying is worthwhile on this machine.</summary>
    public virtual bool IsAvailable => true;

    /// <summary>Puts files, uncompressed and under their names, into a folder.</summary>
    public abstract Task FetchAsync(IReadOnlyList<MnistFile> files, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Writes a file, never more than its known size: a hostile archive cannot fill the disk.</summary>
    protected async Task SaveAsync(Stream content, MnistFile file, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var target = File.Create(Path.Combine(folder, file.Name));
        await using (target.ConfigureAwait(false))
        {
            var buffer = new byte[1 << 18];
            long written = 0;
            while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                written += read;
                if (written > file.Length)
                {
                    throw new DataFormatException($"{file.Name} is longer than the {file.Length} bytes expected.");
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                progress?.Report(new DownloadProgress(Name, file.Name, written, file.Length));
            }

            target.Flush(flushToDisk: true);
        }
    }
}
