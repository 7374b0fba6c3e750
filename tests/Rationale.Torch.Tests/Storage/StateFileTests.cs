using Rationale.Data;
using Rationale.Storage;
using Rationale.Torch.Storage;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Storage;

/// <summary>States that Python's torch.save (1.13) and TorchSharp.PyBridge (1.4.4) wrote, and files that are none.</summary>
public sealed class StateFileTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Reference", "Data", "state");

    [TorchTheory]
    [InlineData("module_state.pt")]
    [InlineData("views.pt")]
    [InlineData("float64.pt")]
    [InlineData("float16.pt")]
    [InlineData("bfloat16.pt")]
    [InlineData("pybridge.pt")]
    public void A_state_of_Python_or_PyBridge_is_loaded(string name)
    {
        using var scope = NewDisposeScope();
        using var module = new Stated();
        module.Load(Path.Combine(Folder, name));
        var state = module.state_dict();
        Assert.Equal(9, state.Count);
        foreach (var (key, tensor) in state)
        {
            var start = key is "norm.weight" or "norm.running_var" ? 0.5f : -1;
            float[] expected = key == "norm.num_batches_tracked" ? [4] : [.. Enumerable.Range(0, (int)tensor.numel()).Select(index => (index * 0.125f) + start)];
            Assert.Equal(expected, tensor.to(float32).contiguous().data<float>().ToArray());
        }

        float[] x = [1, 2, 3, 4, 5];
        module.eval();
        Assert.All(module.call(tensor(x, [1, 5])).data<float>().ToArray().Zip(module.Predict(x).Outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }

    [TorchTheory]
    [InlineData("checkpoint.pt", "'epoch' is no tensor")]
    [InlineData("whole_module.pt", "its pickle names '__main__.Net', which Python would run on loading")]
    [InlineData("command.pt", "its pickle names 'posix.system', which Python would run on loading and which no state of a module needs; save module.state_dict() in Python, or safetensors.torch.save_file(module.state_dict(), path)")]
    [InlineData("before_1_6.pt", "was written by torch.save before PyTorch 1.6, or is a bare pickle; load it in Python and save it in Python as safetensors.torch.save_file(module.state_dict(), path)")]
    [InlineData("list.pt", "list.pt: its pickle has the instruction 0x5d")]
    [InlineData("complex.pt", "'hidden.weight' has values of ComplexFloatStorage, which are not read")]
    public void What_is_no_state_is_refused_in_a_sentence_and_nothing_is_changed(string name, string sentence)
    {
        using var module = new Stated();
        var before = module.Parameters.Values.ToArray();
        var refused = Assert.Throws<DataFormatException>(() => module.Load(Path.Combine(Folder, name)));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, module.Parameters.Values.ToArray());
    }

    [TorchFact]
    public void A_state_of_another_module_is_refused_by_the_name_of_what_differs()
    {
        using var other = new Modules.Perceptron();
        var refused = Assert.Throws<DataFormatException>(() => other.Load(Path.Combine(Folder, "module_state.pt")));
        Assert.Contains("'norm.num_batches_tracked' is no tensor of 'Perceptron'", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The length of a safetensors header begins with the bytes of a pickle where it is 384, 640, 896, 1152 or 1408.</summary>
    [Theory]
    [InlineData(384)]
    [InlineData(640)]
    [InlineData(896)]
    [InlineData(1152)]
    [InlineData(1408)]
    public void Safetensors_of_any_header_length_are_no_pickle(int header)
    {
        var path = Path.GetTempFileName();
        try
        {
            const int WithoutValue = 86;
            Safetensors.Write(path, [NamedTensor.FromSingle("weight", [2], [3, 4])], new Dictionary<string, string> { ["note"] = new string('a', header - WithoutValue) });
            Assert.Equal(header, BitConverter.ToInt64(File.ReadAllBytes(path)));
            Assert.Equal([3f, 4], StateFile.Read(path)["weight"].ToSingleArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_folder_is_named() => Assert.Contains("is a folder", Assert.Throws<IOException>(() => StateFile.Read(Folder)).Message, StringComparison.Ordinal);

    /// <summary>A file that is cut off, or of which bytes are others, gives tensors or a sentence, and no other exception.</summary>
    [Theory]
    [InlineData("views.pt", 3)]
    [InlineData("pybridge.pt", 4)]
    [InlineData("command.pt", 5)]
    public void A_damaged_file_is_refused(string name, int seed)
    {
        var random = new Random(seed);
        var whole = File.ReadAllBytes(Path.Combine(Folder, name));
        var path = Path.GetTempFileName();
        try
        {
            var refused = 0;
            for (var round = 0; round < 300; round++)
            {
                var bytes = round % 3 == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
                for (var edit = random.Next(3); edit > 0 && bytes.Length > 0; edit--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                File.WriteAllBytes(path, bytes);
                try
                {
                    Assert.All(StateFile.Read(path).Tensors, tensor => Assert.NotEmpty(tensor.Name));
                }
                catch (DataFormatException)
                {
                    refused++;
                }
            }

            Assert.InRange(refused, 100, 300);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
