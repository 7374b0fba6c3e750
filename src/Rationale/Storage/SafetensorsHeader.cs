using System.Text.Json;
using Rationale.Data;

namespace Rationale.Storage;

/// <summary>One tensor as the header describes it; offsets count from the end of the header. The type is null where its values are not read.</summary>
internal sealed record SafetensorsEntry(string Name, string DataType, TensorDataType? Type, long[] Shape, long Begin, long End);

/// <summary>Parses and checks the JSON header; nothing in it is believed before it fits the file.</summary>
internal static class SafetensorsHeader
{
    public const string Metadata = "__metadata__";

    /// <summary>The format's own limit on the header.</summary>
    public const long MaxLength = 100_000_000;

    /// <summary>Bytes of a value of the types that may stand in a file beside those that are read.</summary>
    private static readonly Dictionary<string, int> OtherSizes = new()
    {
        ["BOOL"] = 1,
        ["I8"] = 1,
        ["I16"] = 2,
        ["U16"] = 2,
        ["U32"] = 4,
        ["U64"] = 8,
        ["F8_E4M3"] = 1,
        ["F8_E5M2"] = 1,
        ["F8_E8M0"] = 1,
        ["C64"] = 8,
    };

    public static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(ReadOnlyMemory<byte> header, long dataLength, string file)
    {
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (header.IsEmpty || header.Span[0] != (byte)'{')
        {
            throw new DataFormatException($"{file}: the header must begin with '{{', but begins with {(header.IsEmpty ? "nothing" : $"byte 0x{header.Span[0]:X2}")}.");
        }

        try
        {
            using var document = JsonDocument.Parse(header);
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw new DataFormatException($"{file}: the header names {Excerpt.Shorten(property.Name)} twice, but names must be unique.");
                }

                if (property.Name == Metadata)
                {
                    ReadMetadata(property.Value, metadata, file);
                }
                else
                {
                    entries.Add(ReadEntry(property.Name, property.Value, file));
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is JSON but not valid UTF-16 or UTF-8.
            throw new DataFormatException($"{file}: the header is not valid JSON ({Excerpt.Reason(exception)}).", exception);
        }

        CheckOffsets(entries, dataLength, file);
        return (entries, metadata);
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata, string file)
    {
        // What some writers put where they have nothing to say.
        if (element.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new DataFormatException($"{file}: {Metadata} is a JSON {element.ValueKind}, but must be an object of strings.");
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                throw new DataFormatException($"{file}: {Excerpt.Shorten(property.Name)} of {Metadata} is a JSON {property.Value.ValueKind}, but must be a string.");
            }

            if (!metadata.TryAdd(property.Name, property.Value.GetString()!))
            {
                throw new DataFormatException($"{file}: {Metadata} names {Excerpt.Shorten(property.Name)} twice, but names must be unique.");
            }
        }
    }

    private static SafetensorsEntry ReadEntry(string name, JsonElement element, string file)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new DataFormatException($"{file}: tensor {Excerpt.Shorten(name)} is a JSON {element.ValueKind}, but must be an object.");
        }

        string? dtype = null;
        long[]? shape = null, offsets = null;
        foreach (var property in element.EnumerateObject())
        {
            var repeated = property.Name switch
            {
                "dtype" => dtype is not null,
                "shape" => shape is not null,
                "data_offsets" => offsets is not null,
                _ => throw new DataFormatException($"{file}: tensor {Excerpt.Shorten(name)} has a field {Excerpt.Shorten(property.Name)}, but only dtype, shape and data_offsets are allowed."),
            };
            if (repeated)
            {
                throw new DataFormatException($"{file}: tensor {Excerpt.Shorten(name)} has {Excerpt.Shorten(property.Name)} twice.");
            }

            if (property.Name == "dtype")
            {
                dtype = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : property.Value.GetRawText();
            }
            else if (property.Name == "shape")
            {
                shape = ReadNumbers(name, property, file);
            }
            else
            {
                offsets = ReadNumbers(name, property, file);
            }
        }

        if (dtype is null || shape is null || offsets is null)
        {
            throw new DataFormatException($"{file}: tensor {Excerpt.Shorten(name)} lacks {(dtype is null ? "dtype" : shape is null ? "shape" : "data_offsets")}.");
        }

        TensorDataType? type = Enum.TryParse<TensorDataType>(dtype, out var parsed) && parsed.ToString() == dtype ? parsed : null;
        var size = type?.Size() ?? OtherSizes.GetValueOrDefault(dtype);
        if (size == 0)
        {
            throw new DataFormatException($"{file}: tensor {Excerpt.Shorten(name)} has dtype {Excerpt.Shorten(dtype)}, which the format does not have; its types are {string.Join(", ", Enum.GetNames<TensorDataType>().Concat(OtherSizes.Keys))}.");
        }

        if (offsets.Length != 2)
        {
            throw new DataFormatException($"{file}: tensor {Excerpt.Shorten(name)} has {offsets.Length} data_offsets, but must have 2.");
        }

        var count = SafetensorsShape.Count(shape);
        if (count < 0 || count > long.MaxValue / size || offsets[1] < offsets[0] || offsets[1] - offsets[0] != count * size)
        {
            throw new DataFormatException($"{file}: tensor {Excerpt.Shorten(name)} has dtype {Excerpt.Shorten(dtype)} and shape [{string.Join(", ", shape)}], which do not fit its data_offsets {offsets[0]} to {offsets[1]}.");
        }

        return new SafetensorsEntry(name, dtype, type, shape, offsets[0], offsets[1]);
    }

    private static long[] ReadNumbers(string name, JsonProperty property, string file)
    {
        if (property.Value.ValueKind != JsonValueKind.Array)
        {
            throw new DataFormatException($"{file}: {Excerpt.Shorten(property.Name)} of tensor {Excerpt.Shorten(name)} is a JSON {property.Value.ValueKind}, but must be an array.");
        }

        var numbers = new List<long>();
        foreach (var element in property.Value.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var number) || number < 0)
            {
                throw new DataFormatException($"{file}: {Excerpt.Shorten(property.Name)} of tensor {Excerpt.Shorten(name)} holds {Excerpt.Shorten(element.GetRawText())}, but must hold integers from 0.");
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>The tensors must tile the data: no overlap, no hole, nothing left over.</summary>
    private static void CheckOffsets(List<SafetensorsEntry> entries, long dataLength, string file)
    {
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long end = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != end)
            {
                throw new DataFormatException($"{file}: tensor {Excerpt.Shorten(entry.Name)} begins at byte {entry.Begin} of the data, but the one before ends at {end}; tensors must follow each other without gap or overlap.");
            }

            end = entry.End;
        }

        if (end != dataLength)
        {
            throw new DataFormatException($"{file}: the header describes {end} bytes of data, but the file holds {dataLength}.");
        }
    }
}
