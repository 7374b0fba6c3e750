using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rationale.Data;

/// <summary>A preprocessing as JSON. Numbers are written so that reading gives the same bits.</summary>
internal static class PreprocessingFormat
{
    private const int Version = 1;

    /// <summary>The readers of steps by their kinds.</summary>
    private static readonly Dictionary<string, Func<StepReader, FittedStep>> Readers = new()
    {
        [FillStep.Name] = FillStep.Read,
        [AffineStep.Name] = AffineStep.Read,
        [OneHotStep.Name] = OneHotStep.Read,
        [OrdinalStep.Name] = OrdinalStep.Read,
        [TokenStep.Name] = TokenStep.Read,
    };

    public static string Write(Preprocessing preprocessing, bool named)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteNumber("features", preprocessing.InputCount);
            if (named && preprocessing.InputNames is { } names)
            {
                json.WriteStartArray("names");
                foreach (var name in names)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
            }

            json.WriteIndices("texts", [.. Enumerable.Range(0, preprocessing.InputCount).Where(column => preprocessing.Inputs[column].Kind == ColumnKind.Text)]);
            json.WriteStartArray("steps");
            foreach (var step in preprocessing.Steps)
            {
                json.WriteStartObject();
                json.WriteString("kind", step.Kind);
                step.Write(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="DataFormatException">The text is no preprocessing.</exception>
    public static Preprocessing Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or FormatException and not DataFormatException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new DataFormatException($"The preprocessing cannot be read from JSON ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    private static Preprocessing Read(JsonElement root)
    {
        var version = root.GetProperty("version").GetInt32();
        StepReader.Require(version == Version, $"it is of version {version}, but this library reads version {Version}");
        var count = root.GetProperty("features").GetInt32();
        StepReader.Require(count is > 0 and <= 1 << 24, $"it has {count} features");
        string[]? names = root.TryGetProperty("names", out var list) ? [.. list.EnumerateArray().Select(name => name.GetString()!)] : null;
        StepReader.Require(names is null || (names.Length == count && names.All(name => name is not null)), $"it names {names?.Length} of {count} features");
        var texts = root.GetProperty("texts").EnumerateArray().Select(column => column.GetInt32()).ToHashSet();
        StepReader.Require(texts.All(column => column >= 0 && column < count), "it names a column of texts that there is not");
        var inputs = Preprocessing.RawColumns(count, names, texts.Contains);
        var steps = new List<FittedStep>();
        IReadOnlyList<PipelineColumn> columns = inputs;
        foreach (var element in root.GetProperty("steps").EnumerateArray())
        {
            var kind = element.GetProperty("kind").GetString() ?? "";
            StepReader.Require(Readers.TryGetValue(kind, out var read), $"it has a step \"{Excerpt.Shorten(kind)}\", which this library does not know");
            steps.Add(read!(new StepReader(element, columns)));
            columns = steps[^1].Change(columns);
            StepReader.Require(columns.Count <= 1 << 24, $"a step gives {columns.Count} features");
        }

        StepReader.Require(columns.All(column => column.Kind != ColumnKind.Text), "texts are left after its last step");
        return new Preprocessing(names, inputs, steps);
    }
}
