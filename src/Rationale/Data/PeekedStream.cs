namespace Rationale.Data;

/// <summary>A stream that cannot seek and whose first bytes have been looked at already.</summary>
internal sealed class PeekedStream : ForwardStream
{
    private readonly Stream _stream;
    private readonly byte[] _first;
    private int _given;

    /// <summary>Looks at the first bytes.</summary>
    /// <param name="stream">The stream, which is disposed with this one.</param>
    /// <param name="count">How many bytes; fewer where the stream ends before.</param>
    public PeekedStream(Stream stream, int count)
    {
        _stream = stream;
        _first = new byte[count];
        _first = _first[..stream.ReadAtLeast(_first, count, throwOnEndOfStream: false)];
    }

    /// <summary>One of the bytes looked at; −1 where the stream has ended before.</summary>
    public int First(int index) => index < _first.Length ? _first[index] : -1;

    public override int Read(Span<byte> buffer)
    {
        if (_given == _first.Length)
        {
            return _stream.Read(buffer);
        }

        var count = Math.Min(buffer.Length, _first.Length - _given);
        _first.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
