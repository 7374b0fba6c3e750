using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rationale.Storage;

/// <summary>A named array with a shape, as files hold it: little-endian bytes, row after row. It keeps a copy of the values.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class NamedTensor
{
    internal NamedTensor(string name, TensorDataType type, IReadOnlyList<long> shape, byte[] bytes)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Bytes = bytes;
    }

    /// <summary>The name, unique within a file.</summary>
    public string Name { get; }

    /// <summary>The type of one value.</summary>
    public TensorDataType Type { get; }

    /// <summary>The lengths of the dimensions; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of values.</summary>
    public int Count => Bytes.Length / Type.Size();

    internal byte[] Bytes { get; }

    /// <summary>A tensor of 32-bit floating-point numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its dimensions; their product is the number of values.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentException">The shape does not fit the number of values.</exception>
    public static NamedTensor FromSingle(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values) => Create(name, TensorDataType.F32, shape, values);

    /// <summary>A tensor of 64-bit floating-point numbers.</summary>
    /// <inheritdoc cref="FromSingle"/>
    public static NamedTensor FromDouble(string name, IReadOnlyList<long> shape, ReadOnlySpan<double> values) => Create(name, TensorDataType.F64, shape, values);

    /// <summary>A tensor of 64-bit integers.</summary>
    /// <inheritdoc cref="FromSingle"/>
    public static NamedTensor FromInt64(string name, IReadOnlyList<long> shape, ReadOnlySpan<long> values) => Create(name, TensorDataType.I64, shape, values);

    /// <summary>A tensor of 32-bit integers.</summary>
    /// <inheritdoc cref="FromSingle"/>
    public static NamedTensor FromInt32(string name, IReadOnlyList<long> shape, ReadOnlySpan<int> values) => Create(name, TensorDataType.I32, shape, values);

    /// <summary>A tensor of bytes.</summary>
    /// <inheritdoc cref="FromSingle"/>
    public static NamedTensor FromBytes(string name, IReadOnlyList<long> shape, ReadOnlySpan<byte> values) => Create(name, TensorDataType.U8, shape, values);

    /// <summary>Reads the values as 32-bit numbers, converting where the stored type is another.</summary>
    /// <param name="destination">Receives <see cref="Count"/> values.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopyTo(Span<float> destination)
    {
        RequireLength(destination.Length);
        TensorConversion.ToSingle(Type, Bytes, destination);
    }

    /// <summary>Reads the values as 64-bit numbers, converting where the stored type is another.</summary>
    /// <param name="destination">Receives <see cref="Count"/> values.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopyTo(Span<double> destination)
    {
        RequireLength(destination.Length);
        TensorConversion.ToDouble(Type, Bytes, destination);
    }

    /// <summary>The values as a new array of 32-bit numbers.</summary>
    public float[] ToSingleArray()
    {
        var values = new float[Count];
        CopyTo(values);
        return values;
    }

    /// <summary>The values as a new array of 64-bit integers.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not of integers.</exception>
    public long[] ToInt64Array()
    {
        var values = new long[Count];
        TensorConversion.ToInt64(this, values);
        return values;
    }

    private static NamedTensor Create<T>(string name, TensorDataType type, IReadOnlyList<long> shape, ReadOnlySpan<T> values) where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (SafetensorsShape.Count(shape) != values.Length)
        {
            throw new ArgumentException($"Tensor {name} has shape [{string.Join(", ", shape)}] but {values.Length} values; their number must be the product of the shape.");
        }

        var bytes = MemoryMarshal.AsBytes(values).ToArray();
        ByteOrder.ToLittleEndian(bytes, Unsafe.SizeOf<T>());
        return new NamedTensor(name, type, [.. shape], bytes);
    }

    private void RequireLength(int length)
    {
        if (length != Count)
        {
            throw new ArgumentException($"Tensor {Name} has {Count} values, but a buffer for {length} was given.");
        }
    }
}
