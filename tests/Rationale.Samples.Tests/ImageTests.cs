using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Rationale.Samples.Tests;

public sealed class ImageTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(28, 28, 1)]
    [InlineData(31, 7, 3)]
    public void A_png_decodes_to_the_pixels_that_went_in(int width, int height, int channels)
    {
        var pixels = new byte[width * height * channels];
        new Random(4).NextBytes(pixels);
        var chunks = Chunks(PngWriter.Encode(new Image(width, height, channels, pixels)));

        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(c => c.Type));
        Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data));
        Assert.Equal(height, BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data.AsSpan(4)));
        Assert.Equal([8, (byte)(channels == 1 ? 0 : 2), 0, 0, 0], chunks[0].Data[8..]);
        Assert.Equal(pixels, Inflate(chunks[1].Data, width * channels));
    }

    [Fact]
    public void The_end_of_a_png_is_the_one_that_the_standard_prints()
    {
        var file = PngWriter.Encode(new Image(1, 1, 1, [7]));
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(file[^12..]));
    }

    [Fact]
    public void A_heat_map_paints_for_red_against_blue_and_nothing_white()
    {
        var map = HeatMap.Draw([2f, -2f, 0f, 1f], 2, 2).Image;
        Assert.Equal([178, 24, 43, 33, 102, 172, 255, 255, 255], map.Pixels[..9]);
        Assert.Equal([(byte)Math.Round((178 + 255) / 2.0), (byte)Math.Round((24 + 255) / 2.0), (byte)((43 + 255) / 2)], map.Pixels[9..]);
        Assert.All(HeatMap.Draw(new float[4], 2, 2).Image.Pixels, value => Assert.Equal(255, value));
        Assert.Equal([255, 255, 255, 178, 24, 43], HeatMap.Draw([float.NaN, 1, 1, 1], 2, 2).Image.Pixels[..6]);
    }

    [Fact]
    public void A_heat_map_adds_channels_up_and_draws_cells()
    {
        var map = HeatMap.Draw([1f, 1f, 1f, -1f, 0f, 0f], 2, 1, channels: 3, cell: 4).Image;
        Assert.Equal((8, 4), (map.Width, map.Height));
        Assert.Equal([178, 24, 43], map.Pixels[..3]);
        Assert.Equal(map.Pixels[..12], map.Pixels.AsSpan(3 * 24, 12).ToArray());
        Assert.True(map.Pixels[12] > map.Pixels[0]);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_named()
    {
        Assert.Contains("2 x 2", Assert.Throws<ArgumentException>(() => new Image(2, 2, 1, new byte[5])).Message);
        Assert.Contains("5 attributions", Assert.Throws<ArgumentException>(() => HeatMap.Draw(new float[5], 2, 2)).Message);
    }

    [Fact]
    public void Values_outside_a_byte_are_clamped() => Assert.Equal([0, 0, 128, 255], Image.FromValues([-3f, 0f, 127.6f, 900f], 2, 2).Pixels);

    private static List<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(file[..8]));
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }

        return chunks;
    }

    private static byte[] Inflate(byte[] data, int stride)
    {
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        var raw = new MemoryStream();
        zlib.CopyTo(raw);
        return [.. raw.ToArray().Chunk(stride + 1).SelectMany(row => row[0] == 0 ? row[1..] : throw new InvalidDataException("filtered"))];
    }
}
