using System.Text.Json;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Contract;

/// <summary>Numbers that PyTorch gave, as the scripts wrote them down: a shape and values.</summary>
internal static class ReferenceData
{
    /// <summary>A file of numbers.</summary>
    public static JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "Data", name))).RootElement;

    /// <summary>A tensor in double precision.</summary>
    public static Tensor Tensor(JsonElement json) => tensor(
        [.. json.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())],
        [.. json.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64())]);
}
