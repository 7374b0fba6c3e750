using System.Buffers.Binary;

namespace Rationale.Data;

/// <summary>Reads an IDX file example by example, compressed or not. Memory grows with the bytes that arrive, never with what the header claims.</summary>
internal sealed class IdxReader : IDisposable
{
    private const int FirstBuffer = 1 << 20;
    private readonly Stream _stream;
    private readonly string _name;
    private readonly int[] _dimensions;
    private readonly int _rowBytes;
    private long _position;

    private IdxReader(Stream stream, string name, long? length)
    {
        (_stream, _name) = (stream, name);
        var magic = ReadHeader(4, "the 4 bytes that begin every IDX file");
        if (magic[0] != 0 || magic[1] != 0)
        {
            throw new DataFormatException($"{name}: byte 0 is 0x{magic[0]:X2}{magic[1]:X2}, but an IDX file begins with 0x0000.");
        }

        ElementType = (IdxElementType)magic[2];
        if (!Enum.IsDefined(ElementType))
        {
            throw new DataFormatException($"{name}: byte 2 is 0x{magic[2]:X2}, but an IDX element type is one of 0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E.");
        }

        if (magic[3] == 0)
        {
            throw new DataFormatException($"{name}: byte 3 is 0, but an IDX file has at least 1 dimension.");
        }

        var lengths = ReadHeader(4 * magic[3], $"the {magic[3]} dimensions");
        _dimensions = new int[magic[3]];
        long row = ElementType.Size();
        for (var i = 0; i < _dimensions.Length; i++)
        {
            _dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(lengths.AsSpan(4 * i));
            if (_dimensions[i] < 0)
            {
                throw new DataFormatException($"{name}: byte {4 + 4 * i} gives dimension {i} the length {_dimensions[i]}, but lengths are not negative.");
            }

            if (i > 0)
            {
                row = Math.Min(row * _dimensions[i], (long)int.MaxValue + 1);
            }
        }

        if (row is 0 or > int.MaxValue)
        {
            throw new DataFormatException($"{name}: the header gives dimensions {string.Join(" × ", _dimensions)}, but an example must have from 1 to {int.MaxValue} bytes.");
        }

        _rowBytes = (int)row;
        var expected = _position + (long)_rowBytes * Count;
        if (length is { } found && found != expected)
        {
            throw new DataFormatException($"{name}: the header gives dimensions {string.Join(" × ", _dimensions)}, so the file should have {expected} bytes, but it has {found}.");
        }
    }

    public IdxElementType ElementType { get; }

    public int Count => _dimensions[0];

    public int RowsLeft => Count - RowsRead;

    public int RowsRead { get; private set; }

    public static IdxReader Open(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            return Open(file, path, progress, cancellationToken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads from a stream, which is closed with the reader.</summary>
    public static IdxReader Open(Stream stream, string name, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!stream.CanRead)
        {
            throw new ArgumentException($"{name}: the stream cannot be read; open it for reading.", nameof(stream));
        }

        var content = GzipContent.Decompress(new FollowedStream(stream, progress, cancellationToken), name, leaveOpen: false);
        return new IdxReader(content, name, stream.CanSeek && content is not VerifiedGzipStream ? stream.Length : null);
    }

    /// <summary>Up to so many examples.</summary>
    public IdxArray ReadRows(int most)
    {
        var examples = Math.Min(most, RowsLeft);
        if ((long)examples * _rowBytes > Array.MaxLength)
        {
            throw new DataFormatException($"{_name}: {examples} examples of {_rowBytes} bytes are more than fit one array; read the file in chunks.");
        }

        var bytes = ReadGrowing(examples * _rowBytes);
        RowsRead += examples;
        if (RowsLeft == 0 && ReadSome(new byte[1]) != 0)
        {
            throw new DataFormatException($"{_name}: the header gives dimensions {string.Join(" × ", _dimensions)}, so the file should end at byte {_position}, but more follows.");
        }

        var dimensions = (int[])_dimensions.Clone();
        dimensions[0] = examples;
        return new IdxArray(ElementType, dimensions, bytes);
    }

    public void Dispose() => _stream.Dispose();

    private byte[] ReadHeader(int count, string what)
    {
        var bytes = new byte[count];
        var read = Fill(bytes);
        return read == count ? bytes : throw new DataFormatException($"{_name}: the file ends at byte {_position} within {what}; at least {_position - read + count} bytes were expected.");
    }

    private byte[] ReadGrowing(int count)
    {
        var buffer = new byte[Math.Min(count, FirstBuffer)];
        var filled = 0;
        while (true)
        {
            filled += Fill(buffer.AsSpan(filled));
            if (filled < buffer.Length)
            {
                throw new DataFormatException($"{_name}: the header gives dimensions {string.Join(" × ", _dimensions)}, so {count - filled} more bytes were expected, but the file ends at byte {_position}.");
            }

            if (filled == count)
            {
                return buffer;
            }

            Array.Resize(ref buffer, (int)Math.Min(count, 2L * buffer.Length));
        }
    }

    private int Fill(Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && ReadSome(buffer[filled..]) is > 0 and var read)
        {
            filled += read;
        }

        _position += filled;
        return filled;
    }

    private int ReadSome(Span<byte> buffer)
    {
        try
        {
            return _stream.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw new DataFormatException($"{_name}: the compressed data are damaged after byte {_position} of the content ({exception.Message.TrimEnd('.')}).", exception);
        }
    }
}
