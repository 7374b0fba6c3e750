using System.Buffers.Binary;
using System.Text;
using Rationale.Data;
using Rationale.Storage;
using Rationale.Tests.Data;

namespace Rationale.Tests.Storage;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Fixture => Path.Combine(AppContext.BaseDirectory, "Storage", "Fixtures", "python.safetensors");

    private static byte[] File(string header, int dataLength)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        return bytes;
    }

    private static SafetensorsFile Read(byte[] bytes) => SafetensorsFile.Read(new MemoryStream(bytes), "test.safetensors");

    private static string Error(string header, int dataLength) => Assert.Throws<DataFormatException>(() => Read(File(header, dataLength))).Message;

    [Fact]
    public void A_file_written_by_python_is_read_bit_for_bit()
    {
        var file = SafetensorsFile.Read(Fixture);
        Assert.Equal("python", file.Metadata["writer"]);
        Assert.Equal("Grüße \"quoted\"", file.Metadata["umlaut"]);
        Assert.Equal([2, 3], file["hidden.weight"].Shape);
        Assert.Equal([0, 1.5f, -2.25f, 3e38f, 1e-45f, -0f], file["hidden.weight"].ToSingleArray());
        Assert.True(float.IsNegative(file["hidden.weight"].ToSingleArray()[5]));
        var doubles = new double[2];
        file.GetDouble("hidden.bias", doubles);
        Assert.Equal([.1, -1e300], doubles);
        Assert.Empty(file["step"].Shape);
        Assert.Equal([-(1L << 53) - 1], file["step"].ToInt64Array());
        Assert.Equal([-1, 0, int.MaxValue], file["classes"].ToInt64Array());
        Assert.Equal([0f, 1, 128, 255], file["image"].ToSingleArray());
        Assert.Equal([.5f, -65504, 5.9604645e-8f], file["half"].ToSingleArray());
        Assert.Equal([1f, -2.5f], file["brain"].ToSingleArray());
        Assert.Equal(0, file["empty"].Count);
    }

    [Fact]
    public void The_layout_is_that_of_the_format()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, [NamedTensor.FromBytes("b", [1], [7]), NamedTensor.FromSingle("a", [1, 2], [1, -2])], new Dictionary<string, string> { ["k"] = "v" });
        const string Header = """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[1],"data_offsets":[8,9]}}""";
        var padded = Header.PadRight((Header.Length + 7) / 8 * 8);
        byte[] expected = [.. BitConverter.GetBytes((long)padded.Length), .. Encoding.ASCII.GetBytes(padded), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 7];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Everything_written_is_read_back_bit_for_bit()
    {
        float[] singles = [float.NaN, float.Epsilon, -0f, float.MaxValue, BitConverter.Int32BitsToSingle(0x7FC12345)];
        NamedTensor[] tensors =
        [
            NamedTensor.FromBytes("bytes", [2, 2], [1, 2, 3, 255]),
            NamedTensor.FromSingle("sin\ngle \"ü\"", [5], singles),
            NamedTensor.FromDouble("double", [1, 2, 1], [Math.PI, double.NegativeInfinity]),
            NamedTensor.FromInt64("long", [], [long.MinValue]),
            NamedTensor.FromInt32("int", [0, 3], []),
        ];
        Safetensors.Write(_folder["a"], tensors);
        var file = SafetensorsFile.Read(_folder["a"]);
        Assert.Equal(tensors.Select(tensor => tensor.Name).Order(), file.Tensors.Select(tensor => tensor.Name).Order());
        foreach (var tensor in tensors)
        {
            Assert.Equal((tensor.Type, tensor.Count), (file[tensor.Name].Type, file[tensor.Name].Count));
            Assert.Equal(tensor.Shape, file[tensor.Name].Shape);
            Assert.Equal(tensor.Bytes, file[tensor.Name].Bytes);
        }
    }

    [Theory]
    [InlineData("[]", 0, "must begin with '{'")]
    [InlineData("{", 0, "not valid JSON")]
    [InlineData("""{"a":1}""", 0, "tensor a is a JSON Number, but must be an object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "tensor a lacks data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", 4, "a field x")]
    [InlineData("""{"a":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}}""", 1, "dtype F8")]
    [InlineData("""{"a":{"dtype":"1","shape":[1],"data_offsets":[0,4]}}""", 4, "dtype 1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "holds -1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "holds 1.5")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "shape [2], which do not fit its data_offsets 0 to 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}}""", 4, "which do not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "which do not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "which do not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "describes 4 bytes of data, but the file holds 3")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "describes 4 bytes of data, but the file holds 5")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "begins at byte 1 of the data, but the one before ends at 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "tensor b begins at byte 1 of the data, but the one before ends at 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "names a twice")]
    [InlineData("""{"a":{"dtype":"I16","shape":[3],"data_offsets":[0,4]}}""", 4, "which do not fit")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "k of __metadata__ is a JSON Number, but must be a string")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", 0, "names k twice")]
    [InlineData("""{"__metadata__":[]}""", 0, "must be an object of strings")]
    [InlineData("""{"__metadata__":{"k":"\ud800"}}""", 0, "not valid JSON")]
    public void A_header_that_does_not_fit_is_refused_with_its_reason(string header, int dataLength, string reason)
    {
        var message = Error(header, dataLength);
        Assert.StartsWith("test.safetensors: ", message);
        Assert.Contains(reason, message);
        Assert.Single(message.Split('\n'));
    }

    [Fact]
    public void What_is_not_read_is_skipped_and_empty_metadata_may_be_null()
    {
        const string Header = """{"__metadata__":null,"flags":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]},"small":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[3,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"wide":{"dtype":"U64","shape":[1],"data_offsets":[8,16]}}""";
        var file = Read([.. BitConverter.GetBytes((long)Header.Length), .. Encoding.ASCII.GetBytes(Header), 1, 0, 1, 9, .. BitConverter.GetBytes(2.5f), .. BitConverter.GetBytes(7L)]);
        Assert.Equal([2.5f], file["a"].ToSingleArray());
        Assert.Single(file.Tensors);
        Assert.Empty(file.Metadata);
        Assert.Equal([("flags", "BOOL"), ("small", "F8_E4M3"), ("wide", "U64")], file.Skipped.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal("test.safetensors: tensor flags has dtype BOOL, but only F64, F32, F16, BF16, I64, I32, U8 are read.", Assert.Throws<DataFormatException>(() => file["flags"]).Message);
    }

    [Fact]
    public void A_file_of_another_format_and_a_folder_are_called_that()
    {
        System.IO.File.WriteAllText(_folder["loans.csv"], "age,income,outcome\n41,30000,repaid\n");
        Assert.Equal(
            $"{_folder["loans.csv"]} is no safetensors file, which would begin with the length of its header; give a file that a model or a training has saved.",
            Assert.Throws<DataFormatException>(() => SafetensorsFile.Read(_folder["loans.csv"])).Message);
        var folder = Path.GetDirectoryName(_folder["loans.csv"])!;
        Assert.Equal($"{folder} is a folder, but a safetensors file is needed; give the path of a file in it.", Assert.Throws<IOException>(() => SafetensorsFile.Read(folder)).Message);
    }

    [Fact]
    public void A_huge_header_length_takes_no_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var length in new[] { long.MaxValue, -1, 100_000_000, 3 })
        {
            Assert.Contains(length == 3 ? "the header length is 3, but 2 bytes follow" : "safetensors", Assert.Throws<DataFormatException>(() => Read([.. BitConverter.GetBytes(length), 1, 2])).Message);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Every_truncation_is_refused_and_damage_is_refused_or_read()
    {
        var whole = System.IO.File.ReadAllBytes(Fixture);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<DataFormatException>(() => Read(whole[..length]));
        }

        Damage.TryAll<DataFormatException>(whole, bytes =>
        {
            foreach (var tensor in Read(bytes).Tensors)
            {
                tensor.ToSingleArray();
            }
        }, flips: 10_000);
    }

    [Fact]
    public void Wrong_requests_are_named()
    {
        var file = SafetensorsFile.Read(Fixture);
        Assert.Contains("no tensor named output.weight; the file has hidden.weight, hidden.bias", Assert.Throws<DataFormatException>(() => file["output.weight"]).Message);
        Assert.Contains("shape [2, 3], 6 values, but 4 were expected", Assert.Throws<DataFormatException>(() => file.GetSingle("hidden.weight", new float[4])).Message);
        Assert.Contains("shape [2] but 3 values", Assert.Throws<ArgumentException>(() => NamedTensor.FromSingle("a", [2], [1, 2, 3])).Message);
        Assert.Contains("Two tensors are named a", Assert.Throws<ArgumentException>(() => Safetensors.Write(_folder["x"], [NamedTensor.FromSingle("a", [], [1]), NamedTensor.FromSingle("a", [], [2])])).Message);
        Assert.Throws<ArgumentException>(() => Safetensors.Write(_folder["x"], [NamedTensor.FromSingle("__metadata__", [], [1])]));
        Assert.Empty(_folder.Files);
    }
}
