using System.Text.Json;

namespace Rationale.Tests.Reference;

/// <summary>The committed numbers of an independent implementation; see tests/reference/README.md.</summary>
internal static class ReferenceFile
{
    public static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "Data", name)));
        return document.RootElement.Clone();
    }

    public static double[] Doubles(this JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    public static int[] Integers(this JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetInt32())];
}
