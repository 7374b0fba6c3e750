using System.Buffers.Binary;
using System.IO.Compression;
using Rationale.Data;

namespace Rationale.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static byte[] Encode(IdxArray array)
    {
        using var stream = new MemoryStream();
        IdxFile.Write(stream, array);
        return stream.ToArray();
    }

    private static byte[] Compress(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            zip.Write(content);
        }

        return stream.ToArray();
    }

    private static IdxArray Decode(byte[] bytes) => IdxFile.Read(new MemoryStream(bytes), "test.idx");

    private static IdxArray Images() => new(IdxElementType.UInt8, [3, 2, 4], [.. Enumerable.Range(0, 24).Select(i => (byte)(10 * i))]);

    [Fact]
    public void The_layout_is_that_of_the_format()
    {
        byte[] expected = [0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9];
        Assert.Equal(expected, Encode(new IdxArray(IdxElementType.UInt8, [3], [7, 8, 9])));
    }

    [Theory]
    [InlineData("images")]
    [InlineData("images.gz")]
    public void Files_are_read_back_compressed_or_not_whatever_their_name(string name)
    {
        IdxFile.Write(_folder[name], Images());
        File.Move(_folder[name], _folder["renamed"]);
        var read = IdxFile.Read(_folder["renamed"]);
        Assert.Equal([3, 2, 4], read.Dimensions);
        Assert.Equal(Images().Bytes.ToArray(), read.Bytes.ToArray());
        Assert.Equal([80, 90, 100, 110, 120, 130, 140, 150], read.ToFeatureMatrix().Row(1));
        Assert.Equal(["renamed"], _folder.Files);
    }

    [Fact]
    public void Every_element_type_is_converted()
    {
        Check(IdxElementType.Int8, [0xFF, 0x02], [-1, 2]);
        Check(IdxElementType.Int16, [0xFF, 0xFE, 0x01, 0x00], [-2, 256]);
        Check(IdxElementType.Int32, [0xFF, 0xFF, 0xFF, 0xFD, 0x00, 0x01, 0x00, 0x00], [-3, 65536]);
        var bytes = new byte[16];
        BinaryPrimitives.WriteSingleBigEndian(bytes, 1.5f);
        BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(4), -2.25f);
        Check(IdxElementType.Single, bytes[..8], [1.5f, -2.25f]);
        BinaryPrimitives.WriteDoubleBigEndian(bytes, .1);
        BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(8), -1e30);
        Check(IdxElementType.Double, bytes, [.1f, -1e30f]);

        static void Check(IdxElementType type, byte[] content, float[] expected)
        {
            var read = Decode(Encode(new IdxArray(type, [2, 1], content)));
            Assert.Equal(type, read.ElementType);
            Assert.Equal(expected, read.ToFeatureMatrix().ToArray());
        }
    }

    [Fact]
    public void Labels_must_be_one_integer_per_row()
    {
        Assert.Equal([3, 1, 2], new IdxArray(IdxElementType.UInt8, [3], [3, 1, 2]).ToLabels());
        Assert.Contains("3 × 2 × 4", Assert.Throws<DataFormatException>(() => Images().ToLabels()).Message);
        Assert.Throws<DataFormatException>(() => new IdxArray(IdxElementType.Single, [1], new byte[4]).ToLabels());
    }

    [Theory]
    [InlineData(6, 2, 4)]
    [InlineData(6, -2, -3)]
    [InlineData(6, -1, -6)]
    [InlineData(0, 0, -1)]
    [InlineData(0, 0, 65_536, 65_536)]
    [InlineData(0)]
    public void Dimensions_that_do_not_fit_the_bytes_are_refused(int bytes, params int[] dimensions) =>
        Assert.Throws<ArgumentException>(() => new IdxArray(IdxElementType.UInt8, dimensions, new byte[bytes]));

    [Fact]
    public void Errors_name_the_file_the_place_and_what_was_expected()
    {
        var whole = Encode(Images());
        Assert.Equal("test.idx: the header gives dimensions 3 × 2 × 4, so the file should have 40 bytes, but it has 39.",
            Assert.Throws<DataFormatException>(() => Decode(whole[..39])).Message);
        Assert.Equal("test.idx: the header gives dimensions 3 × 2 × 4, so the file should have 40 bytes, but it has 41.",
            Assert.Throws<DataFormatException>(() => Decode([.. whole, 0])).Message);
        Assert.Equal("test.idx: byte 0 is 0x504B, but an IDX file begins with 0x0000.",
            Assert.Throws<DataFormatException>(() => Decode([0x50, 0x4B, 3, 5])).Message);
        Assert.Equal("test.idx: byte 2 is 0x0A, but an IDX element type is one of 0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E.",
            Assert.Throws<DataFormatException>(() => Decode([0, 0, 10, 1])).Message);
        Assert.Equal("test.idx: the file ends at byte 10 within the 3 dimensions; at least 16 bytes were expected.",
            Assert.Throws<DataFormatException>(() => Decode(whole[..10])).Message);
        Assert.Contains("1 more bytes were expected", Assert.Throws<DataFormatException>(() => Decode(Compress(whole[..39]))).Message);
        Assert.Contains("should end at byte 40, but more follows", Assert.Throws<DataFormatException>(() => Decode(Compress([.. whole, 0]))).Message);
    }

    [Fact]
    public void A_huge_header_does_not_take_memory()
    {
        // 2^31 - 1 examples of one byte, but no content; compressed, so that the length is not known beforehand.
        var liar = Compress([0, 0, 8, 1, 0x7F, 0xFF, 0xFF, 0xC0, 1, 2, 3]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more bytes were expected", Assert.Throws<DataFormatException>(() => Decode(liar)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.Throws<DataFormatException>(() => Decode([0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF]));
        Assert.Contains("length -1", Assert.Throws<DataFormatException>(() => Decode([0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF])).Message);
    }

    [Fact]
    public void Damaged_files_are_refused_with_a_sentence_or_read()
    {
        Damage.TryAll<DataFormatException>(Encode(Images()), bytes => Decode(bytes));
        Damage.TryAll<DataFormatException>(Compress(Encode(Images())), bytes => Decode(bytes));
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var (plain, zipped) = (Encode(Images()), Compress(Encode(Images())));
        for (var length = 0; length < plain.Length; length++)
        {
            Assert.Throws<DataFormatException>(() => Decode(plain[..length]));
        }

        for (var length = 0; length < zipped.Length; length++)
        {
            Assert.StartsWith("test.idx: ", Assert.Throws<DataFormatException>(() => Decode(zipped[..length])).Message);
        }
    }

    [Fact]
    public void Several_members_of_gzip_are_one_file()
    {
        var whole = Encode(Images());
        Assert.Equal(Images().Bytes.ToArray(), Decode([.. Compress(whole[..17]), .. Compress(whole[17..])]).Bytes.ToArray());
    }

    [Fact]
    public void Images_and_labels_become_a_dataset()
    {
        IdxFile.Write(_folder["images"], Images());
        IdxFile.Write(_folder["labels"], new IdxArray(IdxElementType.UInt8, [3], [2, 0, 1]));
        var data = IdxFile.ReadDataset(_folder["images"], _folder["labels"], 10);
        Assert.Equal((3, 8, 10), (data.Count, data.Features.Width, data.Classes));
        IdxFile.Write(_folder["labels"], new IdxArray(IdxElementType.UInt8, [2], [2, 0]));
        IdxFile.Write(_folder["wide"], new IdxArray(IdxElementType.UInt8, [3, 2], new byte[6]));
        Assert.StartsWith($"{_folder["images"]} and {_folder["wide"]}: ", Assert.Throws<DataFormatException>(() => IdxFile.ReadDataset(_folder["images"], _folder["wide"])).Message);
        Assert.Contains("2 labels were given for 3 examples", Assert.Throws<DataFormatException>(() => IdxFile.ReadDataset(_folder["images"], _folder["labels"])).Message);
    }

    [Fact]
    public async Task Of_several_labels_of_an_example_one_is_chosen_and_the_error_says_how()
    {
        IdxFile.Write(_folder["images"], Images());
        IdxFile.Write(_folder["labels"], new IdxArray(IdxElementType.Int32, [3, 2], [0, 0, 0, 2, 0, 0, 9, 9, 0, 0, 0, 0, 0, 0, 8, 8, 0, 0, 0, 1, 0, 0, 7, 7]));
        Assert.EndsWith(
            "Labels of dimensions 3 × 2 were given, but there must be one label per example; choose one of the 2 with labelColumn, from 0 (in QMNIST, 0 is the digit).",
            Assert.Throws<DataFormatException>(() => IdxFile.ReadDataset(_folder["images"], _folder["labels"], 10)).Message);
        Assert.Equal([2, 0, 1], IdxFile.ReadDataset(_folder["images"], _folder["labels"], 10, labelColumn: 0).Labels.ToArray());
        Assert.Equal([0x909, 0x808, 0x707], IdxFile.Read(_folder["labels"]).ToLabels(1));
        Assert.EndsWith("choose one from 0 to 1.", Assert.Throws<DataFormatException>(() => IdxFile.ReadDataset(_folder["images"], _folder["labels"], 10, 2)).Message);
        var blocks = await DatasetStream.FromIdx(_folder["images"], _folder["labels"], 10, 2, labelColumn: 0).ReadAsync(1, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([2, 0, 1], blocks.SelectMany(block => block.Labels.ToArray()));
    }
}
