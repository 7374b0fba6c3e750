using Rationale.Storage;

namespace Rationale.Data;

/// <summary>A stream whose reading can be followed and ended.</summary>
/// <param name="stream">What is read; closed with this one.</param>
/// <param name="progress">Told the share that is read, where the stream knows its length.</param>
/// <param name="cancellationToken">Looked at before each block.</param>
internal sealed class FollowedStream(Stream stream, IProgress<double>? progress, CancellationToken cancellationToken) : ForwardStream
{
    /// <summary>Bytes between two reports: a reader may ask for some thousand bytes at a time.</summary>
    private const int ReportLength = 1 << 20;

    private readonly long _length = stream.CanSeek ? stream.Length : 0;
    private long _reported;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = stream.Read(buffer[..Math.Min(buffer.Length, BlockWriter.BlockLength)]);
        if (progress is not null && _length > 0 && read > 0 && (stream.Position >= _length || stream.Position >= _reported + ReportLength))
        {
            _reported = stream.Position;
            progress.Report(Math.Min(1, (double)_reported / _length));
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
