using System.Buffers.Binary;
using System.IO.Compression;

namespace Rationale.Data;

/// <summary>Reads the images that people keep examples in: PNG (W3C, third edition) of 8 bits, gray or RGB, not interlaced. Checksums are not looked at: the compressed data carry their own.</summary>
internal static class PngReader
{
    private const int MaxSide = 1 << 15;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or another kind of PNG; the message names the file and what was found.</exception>
    public static (int Height, int Width, int Channels, byte[] Pixels) Read(string path)
    {
        var file = File.ReadAllBytes(path);
        if (!file.AsSpan().StartsWith(Signature))
        {
            throw new DataFormatException($"{path}: the file does not begin as a PNG does; save the image as PNG.");
        }

        var compressed = new MemoryStream();
        var header = ReadOnlySpan<byte>.Empty;
        for (var at = Signature.Length; at < file.Length;)
        {
            if (file.Length - at < 12 || BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)) > file.Length - at - 12)
            {
                throw Damaged(path);
            }

            var (length, data) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)), at + 8);
            var type = file.AsSpan(at + 4, 4);
            if (type.SequenceEqual("IHDR"u8))
            {
                header = file.AsSpan(data, length);
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                compressed.Write(file, data, length);
            }

            at = data + length + 4;
        }

        var (height, width, channels) = Header(path, header);
        compressed.Position = 0;
        return (height, width, channels, Unfilter(path, compressed, height, width * channels, channels));
    }

    private static (int Height, int Width, int Channels) Header(string path, ReadOnlySpan<byte> header)
    {
        if (header.Length != 13)
        {
            throw Damaged(path);
        }

        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        var channels = header[9] switch { 0 => 1, 2 => 3, _ => 0 };
        return header[8] == 8 && channels > 0 && header[12] == 0 && width is > 0 and <= MaxSide && height is > 0 and <= MaxSide
            ? (height, width, channels)
            : throw new DataFormatException(
                $"{path}: the PNG has {width}×{height} pixels of {header[8]} bits, color type {header[9]}, interlacing {header[12]}; save it with at most {MaxSide} pixels a side, 8 bits, gray (0) or RGB (2), not interlaced (0).");
    }

    /// <summary>Every line begins with its filter, which predicts a byte from those on the left, above and left above.</summary>
    private static byte[] Unfilter(string path, Stream compressed, int height, int stride, int channels)
    {
        var (pixels, filter) = (new byte[height * stride], new byte[1]);
        try
        {
            using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
            for (var y = 0; y < height; y++)
            {
                zlib.ReadExactly(filter);
                var line = pixels.AsSpan(y * stride, stride);
                zlib.ReadExactly(line);
                for (var x = 0; x < stride; x++)
                {
                    int left = x >= channels ? line[x - channels] : 0, above = y > 0 ? pixels[((y - 1) * stride) + x] : 0;
                    var corner = x >= channels && y > 0 ? pixels[((y - 1) * stride) + x - channels] : 0;
                    line[x] += (byte)(filter[0] switch
                    {
                        0 => 0,
                        1 => left,
                        2 => above,
                        3 => (left + above) / 2,
                        4 => Paeth(left, above, corner),
                        _ => throw Damaged(path),
                    });
                }
            }
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            throw Damaged(path, exception);
        }

        return pixels;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var (a, b, c) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
        return a <= b && a <= c ? left : b <= c ? above : corner;
    }

    private static DataFormatException Damaged(string path, Exception? inner = null) => new($"{path}: the PNG is damaged or cut off; write it again.", inner);
}
