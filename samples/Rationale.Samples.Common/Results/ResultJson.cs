using System.Text.Json;
using Rationale.Storage;

namespace Rationale.Samples;

/// <summary>Writes a result table as JSON: <c>{"sample","seed","seconds","rows":[{"name", metrics…, "paper":{metrics…}}]}</c>.</summary>
public static class ResultJson
{
    /// <summary>Writes the table to a file, whole or not at all.</summary>
    /// <param name="table">The results.</param>
    /// <param name="path">The file.</param>
    public static void Save(ResultTable table, string path) => AtomicFile.Write(path, file => file.Write(Bytes(table)));

    /// <summary>The table as UTF-8. A number that is not finite becomes null.</summary>
    /// <param name="table">The results.</param>
    public static byte[] Bytes(ResultTable table)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("sample", table.Sample);
            json.WriteNumber("seed", table.Seed);
            json.WriteNumber("seconds", Math.Round(table.Seconds, 3));
            json.WriteStartArray("rows");
            foreach (var row in table.Rows)
            {
                WriteRow(json, row);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteRow(Utf8JsonWriter json, ResultRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        foreach (var metric in row.Metrics)
        {
            WriteNumber(json, metric.Name, metric.Value);
        }

        if (row.Metrics.Any(m => m.Paper is not null))
        {
            json.WriteStartObject("paper");
            foreach (var metric in row.Metrics.Where(m => m.Paper is not null))
            {
                WriteNumber(json, metric.Name, metric.Paper!.Value);
            }

            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("paper");
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
