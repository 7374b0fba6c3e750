namespace Rationale.Data;

/// <summary>MNIST in memory: raw bytes 0..255, 784 features, 10 classes.</summary>
/// <param name="Train">60,000 rows.</param>
/// <param name="Test">10,000 rows.</param>
public sealed record MnistData(Dataset Train, Dataset Test);

/// <summary>The handwritten digits of LeCun, Cortes and Burges.</summary>
public static class Mnist
{
    private const int Classes = 10;

    /// <summary>Loads MNIST from a folder, or from the cache, which is filled by a download the first time.</summary>
    /// <param name="folder">Where the four IDX files lie, compressed or not; null means cache and download.</param>
    /// <param name="progress">Told how far a download is.</param>
    /// <param name="cancellationToken">Stops a download.</param>
    /// <exception cref="FileNotFoundException">The folder lacks a file.</exception>
    /// <exception cref="DataFormatException">A file is damaged.</exception>
    /// <exception cref="IOException">The files can be had nowhere; the message says why and what to do.</exception>
    public static async Task<MnistData> LoadAsync(string? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = folder is null
            ? await MnistFiles.FindOrDownloadAsync(progress, cancellationToken).ConfigureAwait(false)
            : MnistFiles.Find(folder);
        return await Task.Run(() => new MnistData(
            IdxFile.ReadDataset(files.TrainImages, files.TrainLabels, Classes),
            IdxFile.ReadDataset(files.TestImages, files.TestLabels, Classes)), cancellationToken).ConfigureAwait(false);
    }
}
