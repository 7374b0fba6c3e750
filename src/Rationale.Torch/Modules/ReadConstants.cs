using Rationale.Data;
using Rationale.Storage;
using Rationale.Torch.Storage;
using static TorchSharp.torch;

namespace Rationale.Torch.Modules;

/// <summary>
/// The buffers of a module that its layers have as constants, such as masks of truth values: the forward pass was read with the values that the constructor gives them. Other values are refused, because compiled steps would not see them.
/// </summary>
/// <param name="module">The module.</param>
/// <param name="names">Names of the buffers.</param>
internal sealed class ReadConstants(nn.Module module, IReadOnlyList<string> names)
{
    private List<(string Name, double[] Values)>? _known;

    /// <summary>Remembers the values when the module is used for the first time.</summary>
    public void Remember(IReadOnlyDictionary<string, Tensor> tensors) => _known ??=
        [.. names.Where(tensors.ContainsKey).Select(name => (name, Values(StoredTensor.Create(name, tensors[name]))))];

    /// <summary>Refuses a training of compiled steps.</summary>
    /// <exception cref="InvalidOperationException">A buffer has other values by now.</exception>
    public void Check(IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var (name, values) in _known ?? [])
        {
            if (tensors.TryGetValue(name, out var tensor) && !Values(StoredTensor.Create(name, tensor)).AsSpan().SequenceEqual(values))
            {
                throw new InvalidOperationException($"'{name}' of '{module.GetName()}' has other values than when the module was first used, but its forward pass was read with those; give them in the constructor, or train by autograd: Device = TorchDevice.Cpu with {{ UsesAutograd = true }}.");
            }
        }
    }

    /// <summary>Refuses a file.</summary>
    /// <exception cref="DataFormatException">It has other values of a buffer.</exception>
    public void Check(string path, SafetensorsFile file)
    {
        foreach (var (name, values) in _known ?? [])
        {
            if (file.Find(name) is { } stored && !Values(stored).AsSpan().SequenceEqual(values))
            {
                throw new DataFormatException($"{path}: '{name}' has other values than '{module.GetName()}' gives it, but its forward pass was read with those; give the values of the file in the constructor, or load a file of the same module.");
            }
        }
    }

    private static double[] Values(NamedTensor stored)
    {
        var values = new double[stored.Count];
        stored.CopyTo(values);
        return values;
    }
}
