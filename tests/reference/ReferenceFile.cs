using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rationale.Tests.Reference;

/// <summary>Reads a file of reference numbers; the README beside it describes the formats.</summary>
internal static class ReferenceFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static T Read<T>(string name) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reference", name)), Options)!;
}
