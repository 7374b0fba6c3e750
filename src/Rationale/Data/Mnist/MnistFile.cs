using System.Security.Cryptography;

namespace Rationale.Data;

/// <summary>One of the four files of MNIST: its name, its size and the checksum of its uncompressed content.</summary>
internal sealed record MnistFile(string Name, long Length, string Sha256)
{
    public static readonly MnistFile TrainImages = new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
    public static readonly MnistFile TrainLabels = new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");
    public static readonly MnistFile TestImages = new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
    public static readonly MnistFile TestLabels = new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
    public static readonly IReadOnlyList<MnistFile> All = [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>Throws unless the file at the path has the known content.</summary>
    public async Task VerifyAsync(string path, CancellationToken cancellationToken)
    {
        var stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            if (stream.Length != Length) throw new DataFormatException($"{Name} has {stream.Length} bytes, but {Length} were expected.");
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            if (found != Sha256) throw new DataFormatException($"{Name} has the SHA-256 {found}, but {Sha256} was expected.");
        }
    }
}
