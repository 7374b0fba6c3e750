using System.Buffers.Binary;
using System.IO.Compression;
using Rationale.Data;
using Rationale.Storage;

namespace Rationale.Torch.Storage;

/// <summary>Reads a state under PyTorch's names: safetensors, or what <c>torch.save</c> of Python and TorchSharp.PyBridge write.</summary>
internal static class StateFile
{
    /// <summary>Bytes between two looks at whether the reading was canceled.</summary>
    private const int BlockLength = 1 << 22;

    private const string Advice = "save it in Python as safetensors.torch.save_file(module.state_dict(), path)";

    /// <summary>The tensors of a file. Reading runs no code.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">The file is damaged, of another format, or holds something else than tensors by their names.</exception>
    /// <exception cref="IOException">The file cannot be read, or is a folder.</exception>
    public static SafetensorsFile Read(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder, but a file with the state of a module is needed; give the path of a file in it.");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> start = stackalloc byte[256];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return Pickled(stream, path, progress, cancellationToken);
        }

        if (IsOfTorchSharp(start))
        {
            throw new DataFormatException($"{path} was written by module.save of TorchSharp; load it with module.load(path), and Save writes safetensors.");
        }

        return start is [0x80, >= 1 and <= 5, ..] && !IsSafetensors(start, stream.Length)
            ? throw new DataFormatException($"{path} was written by torch.save before PyTorch 1.6, or is a bare pickle; load it in Python and {Advice}.")
            : SafetensorsFile.Read(stream, path, progress, cancellationToken);
    }

    /// <summary>Whether a file begins as safetensors do, by the length of a JSON header: the low bytes of 384 are those of a pickle.</summary>
    private static bool IsSafetensors(ReadOnlySpan<byte> start, long length) =>
        start is [_, _, _, _, _, _, _, _, (byte)'{', ..] && BinaryPrimitives.ReadUInt64LittleEndian(start) <= (ulong)length - sizeof(long);

    /// <summary>Whether a file begins as TorchSharp's own do: the number of tensors with seven bits a byte, then the length of a name in a byte, and the name, letters of ASCII as those of members are.</summary>
    private static bool IsOfTorchSharp(ReadOnlySpan<byte> start)
    {
        var length = start.IndexOfAnyInRange((byte)0, (byte)0x7f) + 1;
        if (length is 0 or > 5 || length >= start.Length || start[0] == 0 || start[length] is 0 or > 0x7f || start.Length <= length + 1 + start[length])
        {
            return false;
        }

        foreach (var letter in start.Slice(length + 1, start[length]))
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter is not ((byte)'_' or (byte)'.'))
            {
                return false;
            }
        }

        return true;
    }

    private static SafetensorsFile Pickled(FileStream stream, string path, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var pickle = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
                ?? throw new DataFormatException($"{path} is a zip file without a data.pkl, which torch.save would have written; {Advice}.");
            var folder = pickle.FullName[..^"data.pkl".Length];
            var tensors = new PickleReader(Bytes(pickle, cancellationToken), path).Tensors();
            var byteOrder = archive.GetEntry(folder + "byteorder");
            if (byteOrder is not null && System.Text.Encoding.ASCII.GetString(Bytes(byteOrder, cancellationToken)).Trim() == "big")
            {
                throw new DataFormatException($"{path} was written on a machine of another byte order; {Advice}.");
            }

            var storages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            return InMemory([.. tensors.Select(Read)], path);

            NamedTensor Read(PickledTensor tensor, int index)
            {
                var read = tensor.Read(Storage(tensor.Storage.Key), path);
                progress?.Report((index + 1.0) / tensors.Count);
                return read;
            }

            byte[] Storage(string key)
            {
                if (!storages.TryGetValue(key, out var bytes))
                {
                    var entry = archive.GetEntry(folder + "data/" + key) ?? throw new DataFormatException($"{path}: the storage '{key}' of a tensor is missing; the file is damaged.");
                    storages[key] = bytes = Bytes(entry, cancellationToken);
                }

                return bytes;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or OverflowException)
        {
            throw new DataFormatException($"{path} is damaged: {exception.Message}", exception);
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        // What an entry says of its length is checked by reading no more than that.
        var bytes = new byte[entry.Length <= Array.MaxLength ? entry.Length : throw new InvalidDataException($"'{entry.FullName}' has {entry.Length} bytes")];
        using var content = entry.Open();
        for (var rest = bytes.AsSpan(); rest.Length > 0; rest = rest[Math.Min(BlockLength, rest.Length)..])
        {
            cancellationToken.ThrowIfCancellationRequested();
            content.ReadExactly(rest[..Math.Min(BlockLength, rest.Length)]);
        }

        return bytes;
    }

    /// <summary>The tensors as if they had been read from safetensors, which everything behind takes.</summary>
    private static SafetensorsFile InMemory(IReadOnlyList<NamedTensor> tensors, string path)
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, tensors);
        stream.Position = 0;
        return SafetensorsFile.Read(stream, path);
    }
}
