using System.IO.Compression;

namespace Rationale.Data;

/// <summary>
/// Decompresses gzip (RFC 1952) of one member or of several, and refuses what was cut off, which .NET takes for a shorter file. A member of known content follows the file: only where every member before it
/// is whole is it read as one, so that content which does not end with it was cut off or damaged.
/// </summary>
internal sealed class VerifiedGzipStream(Stream source) : ForwardStream
{
    private static readonly byte[] Mark = [0x52, 0xE1, 0x07, 0x9C, 0xB4, 0x3D, 0x88, 0xF6, 0x21, 0xCA, 0x5F, 0x90, 0x13, 0xD7, 0x6E, 0xA8];
    private static readonly byte[] MarkMember = Compress(Mark);

    private readonly GZipStream _content = new(new Followed(source, MarkMember), CompressionMode.Decompress);
    private readonly byte[] _read = new byte[1 << 16];
    private int _first;
    private int _end;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        while (_end - _first <= Mark.Length && !_ended && !buffer.IsEmpty)
        {
            ReadMore();
        }

        // What may be the mark stays back until more follows it.
        var count = Math.Min(buffer.Length, Math.Max(0, _end - _first - Mark.Length));
        _read.AsSpan(_first, count).CopyTo(buffer);
        _first += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <exception cref="InvalidDataException">The content is not the one that was compressed.</exception>
    private void ReadMore()
    {
        _read.AsSpan(_first.._end).CopyTo(_read);
        (_first, _end) = (0, _end - _first);
        try
        {
            var count = _content.Read(_read.AsSpan(_end));
            _end += count;
            _ended = count == 0;
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }

        if (_ended && !_read.AsSpan(_first.._end).SequenceEqual(Mark))
        {
            throw Damaged(null);
        }
    }

    private static InvalidDataException Damaged(Exception? inner) => new("they end before their end, their checksum differs, or something else follows them; get the file again", inner);

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var zip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(content);
        }

        return compressed.ToArray();
    }

    /// <summary>A stream, and then some bytes.</summary>
    private sealed class Followed(Stream first, byte[] last) : ForwardStream
    {
        private int _given;

        public override int Read(Span<byte> buffer)
        {
            var count = _given == 0 ? first.Read(buffer) : 0;
            if (count == 0)
            {
                count = Math.Min(buffer.Length, last.Length - _given);
                last.AsSpan(_given, count).CopyTo(buffer);
                _given += count;
            }

            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                first.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
