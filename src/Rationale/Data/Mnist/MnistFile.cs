using System.Security.Cryptography;

namespace Rationale.Data;

/// <summary>One of the four files of a data set: its name, its size and the checksum of its uncompressed content.</summary>
internal sealed record MnistFile(string Name, long Length, string Sha256)
{
    /// <summary>Throws unless the file at the path has the known content.</summary>
    public async Task VerifyAsync(string path, CancellationToken cancellationToken)
    {
        var stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            if (stream.Length != Length)
            {
                throw new DataFormatException($"{Name} has {stream.Length} bytes, but {Length} were expected.");
            }

            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            if (found != Sha256)
            {
                throw new DataFormatException($"{Name} has the SHA-256 {found}, but {Sha256} was expected.");
            }
        }
    }
}
