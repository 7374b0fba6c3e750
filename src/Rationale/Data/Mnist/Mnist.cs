namespace Rationale.Data;

/// <summary>MNIST, or a data set of its format, in memory: raw bytes 0..255, 784 features, 10 classes.</summary>
/// <param name="Train">60,000 examples.</param>
/// <param name="Test">10,000 examples.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record MnistData(Dataset Train, Dataset Test);

/// <summary>The handwritten digits of LeCun, Cortes and Burges.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class Mnist
{
    /// <summary>Loads MNIST from a folder, or from the cache, which is filled by a download the first time.</summary>
    /// <param name="folder">Where the four IDX files lie, compressed or not; null means cache and download.</param>
    /// <param name="progress">Told how far a download is.</param>
    /// <param name="cancellationToken">Stops a download.</param>
    /// <exception cref="FileNotFoundException">The folder lacks a file.</exception>
    /// <exception cref="DataFormatException">A file is damaged.</exception>
    /// <exception cref="IOException">The files can be had nowhere; the message says why and what to do.</exception>
    public static Task<MnistData> LoadAsync(string? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        MnistSet.Digits.LoadAsync(folder, progress, cancellationToken);
}

/// <summary>Ten kinds of clothes in the format of MNIST (Xiao, Rasul and Vollgraf 2017).</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class FashionMnist
{
    /// <summary>What the classes are called.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <summary>
    /// Loads Fashion-MNIST from a folder; without one, from where Debian's package <c>dataset-fashion-mnist</c> puts it, or from the cache, which is filled by a download the
    /// first time.
    /// </summary>
    /// <inheritdoc cref="Mnist.LoadAsync"/>
    public static Task<MnistData> LoadAsync(string? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        MnistSet.Fashion.LoadAsync(folder, progress, cancellationToken);
}
