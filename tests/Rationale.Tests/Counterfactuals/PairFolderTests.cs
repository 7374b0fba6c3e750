using System.IO.Compression;
using Rationale.Counterfactuals;
using Rationale.Data;

namespace Rationale.Tests.Counterfactuals;

public sealed class PairFolderTests
{
    /// <summary>Line n of the image has filter n: none, sub, up, average, Paeth.</summary>
    [Fact]
    public void Every_filter_is_undone()
    {
        using var folder = new TemporaryFolder();
        byte[][] pixels = [[10, 200], [30, 7], [250, 3], [90, 91], [17, 255]];
        var file = Path.Combine(folder.Root, "image.png");
        File.WriteAllBytes(file, Png(pixels, channels: 1, filtered: true));
        var (height, width, channels, found) = PngReader.Read(file);
        Assert.Equal((5, 2, 1), (height, width, channels));
        Assert.Equal(pixels.SelectMany(line => line), found);
    }

    [Fact]
    public void Pairs_are_read_in_order_with_their_classes()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Root, "3-8", "b", 255, 0);
        Write(folder.Root, "3-8", "a", 51, 102);
        Write(folder.Root, "8-3", "a", 0, 153);
        var pairs = PairFolder.Read(folder.Root, [1, 1, 1], ValueRange.MinusOneToOne, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([3, 3, 8], pairs.From.ToArray());
        Assert.Equal([8, 8, 3], pairs.To.ToArray());
        Assert.Equal([-0.6f, 1, -1], pairs.Real.ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([-0.2f, -1, 0.2f], pairs.Counterfactual.ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using var folder = new TemporaryFolder();
        Expect("there is no pair; put images into folders such as 3-8/real");
        Write(folder.Root, "3-8", "a", 1, 2);
        File.Delete(Path.Combine(folder.Root, "3-8", "counterfactual", "a.png"));
        Expect("a.png: the file is missing, but its counterpart is there");
        File.WriteAllText(Path.Combine(folder.Root, "3-8", "counterfactual", "a.png"), "text");
        Expect("does not begin as a PNG does");
        File.WriteAllBytes(Path.Combine(folder.Root, "3-8", "counterfactual", "a.png"), Png([[1, 2]], 1, false));
        Expect("the image has 1×2 pixels of 1 channels, but 1×1 of 1 were declared");
        var whole = Png([[1]], 1, false);
        File.WriteAllBytes(Path.Combine(folder.Root, "3-8", "counterfactual", "a.png"), whole[..(whole.Length - 20)]);
        Expect("the PNG is damaged or cut off");
        File.WriteAllBytes(Path.Combine(folder.Root, "3-8", "counterfactual", "a.png"), whole);
        Directory.CreateDirectory(Path.Combine(folder.Root, "cats"));
        Expect("cats: a folder of pairs is named after two different classes, such as 3-8");
        Directory.Delete(Path.Combine(folder.Root, "cats"));
        Assert.Equal(1, PairFolder.Read(folder.Root, [1, 1, 1], ValueRange.ZeroToOne, cancellationToken: TestContext.Current.CancellationToken).Count);

        void Expect(string sentence) => Assert.Contains(
            sentence,
            Assert.Throws<DataFormatException>(() => PairFolder.Read(folder.Root, [1, 1, 1], ValueRange.ZeroToOne, cancellationToken: TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
    }

    private static void Write(string path, string direction, string name, byte real, byte counterfactual)
    {
        foreach (var (side, value) in new[] { ("real", real), ("counterfactual", counterfactual) })
        {
            Directory.CreateDirectory(Path.Combine(path, direction, side));
            File.WriteAllBytes(Path.Combine(path, direction, side, name + ".png"), Png([[value]], 1, false));
        }
    }

    /// <summary>A gray image; with filters, line n has filter n.</summary>
    private static byte[] Png(byte[][] lines, int channels, bool filtered)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk("IHDR"u8, [0, 0, 0, (byte)(lines[0].Length / channels), 0, 0, 0, (byte)lines.Length, 8, (byte)(channels == 1 ? 0 : 2), 0, 0, 0]);
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < lines.Length; y++)
            {
                zlib.WriteByte((byte)(filtered ? y : 0));
                for (var x = 0; x < lines[y].Length; x++)
                {
                    int a = x >= channels ? lines[y][x - channels] : 0, b = y > 0 ? lines[y - 1][x] : 0, c = x >= channels && y > 0 ? lines[y - 1][x - channels] : 0;
                    var p = a + b - c;
                    var nearest = Math.Abs(p - a) <= Math.Abs(p - b) && Math.Abs(p - a) <= Math.Abs(p - c) ? a : Math.Abs(p - b) <= Math.Abs(p - c) ? b : c;
                    zlib.WriteByte((byte)(lines[y][x] - (filtered ? new[] { 0, a, b, (a + b) / 2, nearest }[y] : 0)));
                }
            }
        }

        Chunk("IDAT"u8, data.ToArray());
        Chunk("IEND"u8, []);
        return file.ToArray();

        void Chunk(ReadOnlySpan<byte> type, byte[] content)
        {
            file.Write([(byte)(content.Length >> 24), (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length]);
            file.Write(type);
            file.Write(content);
            file.Write([0, 0, 0, 0]);
        }
    }
}
