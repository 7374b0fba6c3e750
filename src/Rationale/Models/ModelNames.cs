using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Storage;

namespace Rationale.Models;

/// <summary>Names of features and classes in the manifest of a file of parameters, as JSON.</summary>
internal static class ModelNames
{
    public const string FeaturesKey = "featureNames";
    public const string OthersKey = "inputFeatureNames";
    public const string ClassesKey = "classNames";

    public static void Add(Dictionary<string, string> manifest, string key, IReadOnlyList<string>? names)
    {
        if (names is not null)
        {
            manifest.Add(key, Array(names).ToJsonString());
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
            return Read(path, JsonNode.Parse(text), key, count);
        }
        catch (JsonException exception)
        {
            throw new DataFormatException($"{path}: {key} of the manifest is no list of names.", exception);
        }
    }

    /// <summary>Writes the names of the features of inputs behind the first, each under the name of its input.</summary>
    public static void Add(Dictionary<string, string> manifest, ImmutableSortedDictionary<string, IReadOnlyList<string>> names)
    {
        if (!names.IsEmpty)
        {
            manifest.Add(OthersKey, new JsonObject(names.Select(input => KeyValuePair.Create(input.Key, (JsonNode?)Array(input.Value)))).ToJsonString());
        }
    }

    /// <summary>Reads the names of the features of inputs behind the first, of those that have names.</summary>
    /// <exception cref="DataFormatException">What stands there are no names, or not as many as an input needs.</exception>
    public static ImmutableSortedDictionary<string, IReadOnlyList<string>> ReadOthers(string path, SafetensorsFile file, ModelSpecification model)
    {
        var found = ImmutableSortedDictionary<string, IReadOnlyList<string>>.Empty;
        if (!file.Metadata.TryGetValue(OthersKey, out var text))
        {
            return found;
        }

        try
        {
            var inputs = JsonNode.Parse(text)!.AsObject();
            return model.Inputs.Skip(1).Where(input => inputs.ContainsKey(input.Name)).Aggregate(
                found,
                (names, input) => names.SetItem(input.Name, Read(path, inputs[input.Name], $"{OthersKey}.{input.Name}", input.Width)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new DataFormatException($"{path}: {OthersKey} of the manifest is no object of lists of names.", exception);
        }
    }

    private static JsonArray Array(IReadOnlyList<string> names) => [.. names.Select(name => (JsonNode?)name)];

    private static string[] Read(string path, JsonNode? node, string key, int count)
    {
        string[] names;
        try
        {
            names = [.. node!.AsArray().Select(name => name!.GetValue<string>())];
        }
        catch (Exception exception) when (exception is InvalidOperationException or NullReferenceException)
        {
            throw new DataFormatException($"{path}: {key} of the manifest is no list of names.", exception);
        }

        return names.Length == count ? names : throw new DataFormatException($"{path}: {key} of the manifest lists {names.Length} names, but the model needs {count}.");
    }
}
