using System.Buffers.Binary;
using Rationale.Data;
using Rationale.Storage;

namespace Rationale.Torch.Storage;

/// <summary>The values of a tensor of a pickled state, without their shape.</summary>
/// <param name="Type">PyTorch's name of their type: <c>FloatStorage</c>.</param>
/// <param name="Key">Name of the file in the archive that holds them.</param>
internal sealed record PickledStorage(string Type, string Key);

/// <summary>A tensor as torch.save describes it: a view of a storage.</summary>
/// <param name="Storage">Where its values are.</param>
/// <param name="Offset">Number of its first value in the storage.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Strides">Values from one index of a dimension to the next.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    /// <summary>The name of the tensor in the state.</summary>
    public string Name { get; init; } = "";

    /// <summary>The tensor with its values, row after row.</summary>
    /// <param name="bytes">The storage.</param>
    /// <param name="file">What messages call the file.</param>
    /// <exception cref="DataFormatException">The type is none that is read, or the storage is too short.</exception>
    public NamedTensor Read(byte[] bytes, string file) => Storage.Type switch
    {
        "FloatStorage" => NamedTensor.FromSingle(Name, Shape, Values(bytes, file, sizeof(float), BinaryPrimitives.ReadSingleLittleEndian)),
        "DoubleStorage" => NamedTensor.FromDouble(Name, Shape, Values(bytes, file, sizeof(double), BinaryPrimitives.ReadDoubleLittleEndian)),
        "HalfStorage" => NamedTensor.FromSingle(Name, Shape, Values(bytes, file, sizeof(ushort), value => (float)BinaryPrimitives.ReadHalfLittleEndian(value))),
        "BFloat16Storage" => NamedTensor.FromSingle(Name, Shape, Values(bytes, file, sizeof(ushort), value => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(value) << 16))),
        "LongStorage" => NamedTensor.FromInt64(Name, Shape, Values(bytes, file, sizeof(long), BinaryPrimitives.ReadInt64LittleEndian)),
        "IntStorage" => NamedTensor.FromInt32(Name, Shape, Values(bytes, file, sizeof(int), BinaryPrimitives.ReadInt32LittleEndian)),
        "ByteStorage" or "BoolStorage" => NamedTensor.FromBytes(Name, Shape, Values(bytes, file, 1, value => value[0])),
        var type => throw new DataFormatException($"{file}: '{Name}' has values of {type}, which are not read; convert them in Python by .float()."),
    };

    private T[] Values<T>(byte[] bytes, string file, int size, Reader<T> read)
        where T : unmanaged
    {
        long count = 1, last = Offset;
        foreach (var (extent, stride) in Shape.Zip(Strides))
        {
            // Neither shapes nor strides of a file are trusted: sizes that no storage has must not wrap around to ones that it has.
            count = extent == 0 ? 0 : checked(count * extent);
            last = checked(last + (Math.Max(0, extent - 1) * stride));
        }

        if (Offset < 0 || Shape.Concat(Strides).Any(number => number < 0) || count > bytes.Length / size || (count > 0 && (last >= bytes.Length / size)))
        {
            throw new DataFormatException($"{file}: '{Name}' of shape [{string.Join(", ", Shape)}] is longer than its storage of {bytes.Length} bytes; the file is damaged.");
        }

        var values = new T[count];
        var index = new long[Shape.Length];
        var at = Offset;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read(bytes.AsSpan((int)at * size, size));
            for (var dimension = Shape.Length - 1; dimension >= 0; dimension--)
            {
                at += Strides[dimension];
                if (++index[dimension] < Shape[dimension])
                {
                    break;
                }

                at -= Strides[dimension] * Shape[dimension];
                index[dimension] = 0;
            }
        }

        return values;
    }

    private delegate T Reader<T>(ReadOnlySpan<byte> bytes);
}
