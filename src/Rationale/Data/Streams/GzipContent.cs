namespace Rationale.Data;

/// <summary>Sees from the first bytes of a stream whether it is compressed by gzip; the stream need not seek.</summary>
internal static class GzipContent
{
    /// <summary>The content of a stream, decompressed and verified where it is compressed.</summary>
    /// <param name="stream">The stream, at its start.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="leaveOpen">Whether closing the content leaves it open.</param>
    /// <exception cref="DataFormatException">It is a ZIP archive, whose bytes are no text in any encoding.</exception>
    public static Stream Decompress(Stream stream, string name, bool leaveOpen)
    {
        var (head, read) = (new byte[4], 0);
        while (read < head.Length && stream.Read(head, read, head.Length - read) is > 0 and var more)
        {
            read += more;
        }

        if (read == head.Length && head.AsSpan().SequenceEqual("PK\u0003\u0004"u8))
        {
            throw new DataFormatException($"{name} is a ZIP archive; take the file out of it or, where it is a workbook of Excel, save the table as CSV.");
        }

        var whole = new PrefixedStream(head[..read], stream, leaveOpen);
        return read >= 2 && head[0] == 0x1F && head[1] == 0x8B ? new VerifiedGzipStream(whole) : whole;
    }

    /// <summary>Bytes that were read already, and then the rest of a stream.</summary>
    private sealed class PrefixedStream(byte[] prefix, Stream rest, bool leaveOpen) : ForwardStream
    {
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, prefix.Length - _position);
            prefix.AsSpan(_position, count).CopyTo(buffer);
            _position += count;

            // Encodings are told by up to four bytes, which must come together.
            while (count < Math.Min(buffer.Length, 4) && rest.Read(buffer[count..]) is > 0 and var more)
            {
                count += more;
            }

            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !leaveOpen)
            {
                rest.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
