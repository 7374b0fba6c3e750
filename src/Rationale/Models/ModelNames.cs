using System.Text.Json;
using System.Text.Json.Nodes;
using Rationale.Data;
using Rationale.Storage;

namespace Rationale.Models;

/// <summary>Names of features and classes in the manifest of a file of parameters, as JSON arrays.</summary>
internal static class ModelNames
{
    public const string FeaturesKey = "featureNames";
    public const string ClassesKey = "classNames";

    public static void Add(Dictionary<string, string> manifest, string key, IReadOnlyList<string>? names)
    {
        if (names is not null)
        {
            manifest.Add(key, new JsonArray([.. names.Select(name => (JsonNode?)name)]).ToJsonString());
        }
    }

    /// <summary>Reads names; null where the file has none.</summary>
    /// <exception cref="DataFormatException">What stands there are no names, or not as many as the model needs.</exception>
    public static IReadOnlyList<string>? Read(string path, SafetensorsFile file, string key, int count)
    {
        if (!file.Metadata.TryGetValue(key, out var text))
        {
            return null;
        }

        try
        {
            string[] names = [.. JsonNode.Parse(text)!.AsArray().Select(name => name!.GetValue<string>())];
            return names.Length == count ? names : throw new DataFormatException($"{path}: {key} of the manifest lists {names.Length} names, but the model needs {count}.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new DataFormatException($"{path}: {key} of the manifest is no list of names.", exception);
        }
    }
}
