using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rationale.Storage;

/// <summary>
/// Writes the safetensors format: an 8-byte little-endian header length, a JSON header (names, types, shapes, offsets, a map of strings),
/// then the values. Python's safetensors opens it; reading it runs no code.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class Safetensors
{
    /// <summary>Writes tensors to a file, whole or not at all.</summary>
    /// <param name="path">Where.</param>
    /// <param name="tensors">The tensors, names unique.</param>
    /// <param name="metadata">Strings to keep with them.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or a name is reserved.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static void Write(
        string path, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var (header, ordered) = Plan(tensors, metadata);
        AtomicFile.Write(path, stream => WriteTo(stream, header, ordered, progress, cancellationToken));
    }

    /// <summary>Writes tensors to a stream.</summary>
    /// <param name="stream">Where; it stays open.</param>
    /// <param name="tensors">The tensors, names unique.</param>
    /// <param name="metadata">Strings to keep with them.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or a name is reserved.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static void Write(
        Stream stream, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        var (header, ordered) = Plan(tensors, metadata);
        WriteTo(stream, header, ordered, progress, cancellationToken);
    }

    private static (byte[] Header, NamedTensor[] Ordered) Plan(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            if (tensor.Name == SafetensorsHeader.Metadata)
            {
                throw new ArgumentException($"A tensor is named {SafetensorsHeader.Metadata}, but the format reserves that name.");
            }

            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"Two tensors are named {tensor.Name}, but names must be unique.");
            }
        }

        // Wide types first, so that every tensor starts at a multiple of its value's size. The sort is stable.
        NamedTensor[] ordered = [.. tensors.OrderByDescending(tensor => tensor.Type.Size())];
        return (Header(ordered, metadata), ordered);
    }

    private static byte[] Header(NamedTensor[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafetensorsHeader.Metadata);
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type.ToString());
                json.WriteStartArray("shape");
                foreach (var length in tensor.Shape)
                {
                    json.WriteNumberValue(length);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteTo(Stream stream, byte[] header, NamedTensor[] tensors, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        var blocks = new BlockWriter(stream, tensors.Sum(tensor => (long)tensor.Bytes.Length), progress, cancellationToken);
        foreach (var tensor in tensors)
        {
            blocks.Write(tensor.Bytes);
        }
    }
}
