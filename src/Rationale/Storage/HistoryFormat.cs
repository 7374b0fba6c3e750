using System.Globalization;
using System.Text.Json;

namespace Rationale.Storage;

/// <summary>One record as one line of JSON. JSON has no NaN or infinity, so those are strings.</summary>
internal static class HistoryFormat
{
    public static byte[] Encode(HistoryRecord record)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", record.Epoch);
            json.WriteNumber("step", record.Step);
            WriteDouble(json, "seconds", record.Seconds);
            WriteMap(json, "losses", record.Losses);
            WriteMap(json, "metrics", record.Metrics);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>The record of a line, or null where the line is not one whole record.</summary>
    public static HistoryRecord? Decode(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new HistoryRecord
            {
                Epoch = root.GetProperty("epoch").GetInt32(),
                Step = root.GetProperty("step").GetInt64(),
                Seconds = ReadDouble(root.GetProperty("seconds")),
                Losses = ReadMap(root.GetProperty("losses"), Version01.Term),
                Metrics = ReadMap(root.GetProperty("metrics"), name => name),
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> map)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            WriteDouble(json, key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteDouble(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static Dictionary<string, double> ReadMap(JsonElement element, Func<string, string> rename)
    {
        var map = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            map[rename(property.Name)] = ReadDouble(property.Value);
        }

        return map;
    }

    private static double ReadDouble(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(element.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
        : element.GetDouble();
}
