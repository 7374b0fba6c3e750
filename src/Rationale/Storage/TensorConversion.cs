using System.Buffers.Binary;

namespace Rationale.Storage;

/// <summary>Little-endian bytes of any tensor type to the numbers that are computed with.</summary>
internal static class TensorConversion
{
    public static void ToSingle(TensorDataType type, ReadOnlySpan<byte> bytes, Span<float> destination)
    {
        switch (type)
        {
            case TensorDataType.F32:
                for (var i = 0; i < destination.Length; i++)
                {
                    destination[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
                }

                break;
            case TensorDataType.F16:
                for (var i = 0; i < destination.Length; i++)
                {
                    destination[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
                }

                break;
            case TensorDataType.BF16:
                for (var i = 0; i < destination.Length; i++)
                {
                    destination[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
                }

                break;
            default:
                for (var i = 0; i < destination.Length; i++)
                {
                    destination[i] = (float)Wide(type, bytes, i);
                }

                break;
        }
    }

    public static void ToDouble(TensorDataType type, ReadOnlySpan<byte> bytes, Span<double> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = Wide(type, bytes, i);
        }
    }

    public static void ToInt64(NamedTensor tensor, Span<long> destination)
    {
        ReadOnlySpan<byte> bytes = tensor.Bytes;
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = tensor.Type switch
            {
                TensorDataType.I64 => BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 * i)..]),
                TensorDataType.I32 => BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]),
                TensorDataType.U8 => bytes[i],
                _ => throw new InvalidOperationException($"Tensor {tensor.Name} is of type {tensor.Type}, but integers were asked for."),
            };
        }
    }

    private static double Wide(TensorDataType type, ReadOnlySpan<byte> bytes, int i) => type switch
    {
        TensorDataType.F64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]),
        TensorDataType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
        TensorDataType.F16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]),
        TensorDataType.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16),
        TensorDataType.I64 => BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 * i)..]),
        TensorDataType.I32 => BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]),
        _ => bytes[i],
    };
}

internal static class ByteOrder
{
    /// <summary>Brings values from the machine's byte order into the file's; on nearly every machine they are the same.</summary>
    public static void ToLittleEndian(Span<byte> bytes, int size)
    {
        if (BitConverter.IsLittleEndian || size == 1)
        {
            return;
        }

        for (var at = 0; at < bytes.Length; at += size)
        {
            bytes.Slice(at, size).Reverse();
        }
    }
}
