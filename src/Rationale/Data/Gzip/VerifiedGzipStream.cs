using System.Buffers.Binary;
using System.IO.Compression;

namespace Rationale.Data;

/// <summary>Decompresses gzip (RFC 1952) and holds the content against the trailer, which .NET leaves unread: a file that was cut off would otherwise be a shorter one.</summary>
internal sealed class VerifiedGzipStream(GzipContent.PrefixedStream source) : ForwardStream
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (crc, _) => (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1))];

    private readonly GZipStream _content = new(source, CompressionMode.Decompress);
    private uint _crc = uint.MaxValue;
    private uint _length;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        var count = _content.Read(buffer);
        foreach (var value in buffer[..count])
        {
            _crc = (_crc >> 8) ^ Table[(byte)(_crc ^ value)];
        }

        _length += (uint)count;
        if (count == 0 && !buffer.IsEmpty && !_ended)
        {
            _ended = true;
            Verify();
        }

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
    private void Verify()
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(source.Last) != ~_crc || BinaryPrimitives.ReadUInt32LittleEndian(source.Last[4..]) != _length)
        {
            throw new InvalidDataException("they end before their end or their checksum differs; get the file again, or decompress it first if it has several parts");
        }
    }
}
