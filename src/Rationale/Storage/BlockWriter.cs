namespace Rationale.Storage;

/// <summary>Writes bytes to a stream block by block, so that the work can be followed and ended.</summary>
/// <param name="stream">Where.</param>
/// <param name="total">Bytes that will be written in all.</param>
/// <param name="progress">Told the share that is written.</param>
/// <param name="cancellationToken">Looked at before each block.</param>
internal sealed class BlockWriter(Stream stream, long total, IProgress<double>? progress, CancellationToken cancellationToken)
{
    /// <summary>Bytes between two looks at whether the work was canceled.</summary>
    public const int BlockLength = 1 << 22;

    private long _done;

    /// <summary>Writes some of the bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = bytes[..Math.Min(BlockLength, bytes.Length)];
            stream.Write(block);
            bytes = bytes[block.Length..];
            _done += block.Length;
            progress?.Report((double)_done / total);
        }
    }
}
