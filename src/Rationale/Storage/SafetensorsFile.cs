using System.Buffers.Binary;
using Rationale.Data;

namespace Rationale.Storage;

/// <summary>What a safetensors file holds. Reading checks everything the header says against the file and runs no code.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, NamedTensor> _tensors;
    private readonly string _file;

    private SafetensorsFile(string file, List<NamedTensor> tensors, IReadOnlyDictionary<string, string> skipped, IReadOnlyDictionary<string, string> metadata)
    {
        _file = file;
        Tensors = tensors;
        Skipped = skipped;
        Metadata = metadata;
        _tensors = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<NamedTensor> Tensors { get; }

    /// <summary>Tensors whose values are not read, by name: their types, such as <c>BOOL</c> or <c>F8_E4M3</c>, are none of <see cref="TensorDataType"/>.</summary>
    public IReadOnlyDictionary<string, string> Skipped { get; }

    /// <summary>The strings kept with them.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>One tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="DataFormatException">There is none of that name, or its values are not read.</exception>
    public NamedTensor this[string name] => Find(name) ?? throw new DataFormatException(Skipped.TryGetValue(name, out var type)
        ? $"{_file}: tensor {name} has dtype {type}, but only {string.Join(", ", Enum.GetNames<TensorDataType>())} are read."
        : $"{_file}: there is no tensor named {name}; the file has {(Tensors.Count == 0 ? "none" : Excerpt.Shorten([.. Tensors.Select(tensor => tensor.Name)]))}.");

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">The file is truncated, corrupt or of another format.</exception>
    /// <exception cref="IOException">The file cannot be read, or is a folder.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static SafetensorsFile Read(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder, but a safetensors file is needed; give the path of a file in it.");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path, progress, cancellationToken);
    }

    /// <summary>Reads from a stream that knows its length, to its end.</summary>
    /// <param name="stream">Positioned at the start of the format.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">The content is truncated, corrupt or of another format.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static SafetensorsFile Read(Stream stream, string name, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var available = stream.Length - stream.Position;
        if (available < 8)
        {
            throw new DataFormatException($"{name}: {available} bytes are no safetensors file, which has at least 8 and a header.");
        }

        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > SafetensorsHeader.MaxLength)
        {
            throw new DataFormatException($"{name} is no safetensors file, which would begin with the length of its header; give a file that a model or a training has saved.");
        }

        if (headerLength > (ulong)(available - 8))
        {
            throw new DataFormatException($"{name}: the header length is {headerLength}, but {available - 8} bytes follow; the file has been cut off, or is no safetensors file.");
        }

        var header = new byte[headerLength];
        Fill(stream, header, name);
        var (entries, metadata) = SafetensorsHeader.Parse(header, available - 8 - header.Length, name);
        var (tensors, skipped) = (new List<NamedTensor>(entries.Count), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var entry in entries)
        {
            if (entry.Type is not { } type)
            {
                skipped.Add(entry.Name, entry.DataType);
                stream.Seek(entry.End - entry.Begin, SeekOrigin.Current);
                continue;
            }

            if (entry.End - entry.Begin > Array.MaxLength)
            {
                throw new DataFormatException($"{name}: tensor {Excerpt.Shorten(entry.Name)} has {entry.End - entry.Begin} bytes, but at most {Array.MaxLength} are read.");
            }

            var bytes = new byte[entry.End - entry.Begin];
            foreach (var from in Enumerable.Range(0, (int)((bytes.LongLength + BlockWriter.BlockLength - 1) / BlockWriter.BlockLength)).Select(block => block * BlockWriter.BlockLength))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Fill(stream, bytes.AsSpan(from, Math.Min(BlockWriter.BlockLength, bytes.Length - from)), name);
                progress?.Report((double)stream.Position / stream.Length);
            }

            tensors.Add(new NamedTensor(entry.Name, type, entry.Shape, bytes));
        }

        return new SafetensorsFile(name, tensors, skipped, metadata);
    }

    /// <summary>One tensor, or null where there is none of that name.</summary>
    /// <param name="name">Its name.</param>
    public NamedTensor? Find(string name) => _tensors.GetValueOrDefault(name);

    /// <summary>Reads a tensor as 32-bit numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="destination">Receives as many values as the tensor has.</param>
    /// <exception cref="DataFormatException">There is none of that name, or it has another number of values.</exception>
    public void GetSingle(string name, Span<float> destination)
    {
        var tensor = this[name];
        RequireCount(tensor, destination.Length);
        tensor.CopyTo(destination);
    }

    /// <summary>Reads a tensor as 64-bit numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="destination">Receives as many values as the tensor has.</param>
    /// <exception cref="DataFormatException">There is none of that name, or it has another number of values.</exception>
    public void GetDouble(string name, Span<double> destination)
    {
        var tensor = this[name];
        RequireCount(tensor, destination.Length);
        tensor.CopyTo(destination);
    }

    private static void Fill(Stream stream, Span<byte> bytes, string name)
    {
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException exception)
        {
            throw new DataFormatException($"{name}: the file became shorter while it was read.", exception);
        }
    }

    private void RequireCount(NamedTensor tensor, int count)
    {
        if (tensor.Count != count)
        {
            throw new DataFormatException($"{_file}: tensor {Excerpt.Shorten(tensor.Name)} has shape [{string.Join(", ", tensor.Shape)}], {tensor.Count} values, but {count} were expected.");
        }
    }
}
