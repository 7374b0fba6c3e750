using System.Buffers.Binary;

namespace Rationale.Data;

/// <summary>The content of an IDX file: an array of any number of dimensions, the first of which counts the examples.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class IdxArray
{
    private readonly byte[] _bytes;

    /// <summary>An array over bytes as the file holds them.</summary>
    /// <param name="elementType">The type of one value.</param>
    /// <param name="dimensions">The lengths of the dimensions, at least one, the first counting the examples.</param>
    /// <param name="bigEndianBytes">The values, example after example, most significant byte first; used as they are.</param>
    /// <exception cref="ArgumentException">The dimensions do not fit the number of bytes.</exception>
    public IdxArray(IdxElementType elementType, IReadOnlyList<int> dimensions, byte[] bigEndianBytes)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        ArgumentNullException.ThrowIfNull(bigEndianBytes);
        if (dimensions.Count == 0)
        {
            throw new ArgumentException("An IDX array of no dimensions was given, but it needs at least one.");
        }

        var width = Product(dimensions.Skip(1));
        var expected = Math.Min(width, int.MaxValue) * Math.Max(dimensions[0], -1) * elementType.Size();
        if (width is < 0 or > int.MaxValue || expected != bigEndianBytes.Length)
        {
            throw new ArgumentException($"An IDX array of dimensions {string.Join(" × ", dimensions)} and type {elementType} does not fit the {bigEndianBytes.Length} bytes that were given.");
        }

        ElementType = elementType;
        Dimensions = [.. dimensions];
        Width = (int)width;
        _bytes = bigEndianBytes;
    }

    /// <summary>The type of one value.</summary>
    public IdxElementType ElementType { get; }

    /// <summary>The lengths of the dimensions.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Number of examples: the first dimension.</summary>
    public int Count => Dimensions[0];

    /// <summary>Values per example: the product of the other dimensions.</summary>
    public int Width { get; }

    /// <summary>The values as the file holds them, most significant byte first.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The values as a column [examples × width]; unsigned bytes stay bytes and share the memory.</summary>
    /// <param name="scale">What each value is multiplied by.</param>
    /// <exception cref="ArgumentException">An example has no values.</exception>
    public FeatureMatrix ToFeatureMatrix(float scale = 1)
    {
        if (ElementType == IdxElementType.UInt8)
        {
            return FeatureMatrix.FromBytes(_bytes, Width, scale);
        }

        var values = new float[_bytes.Length / ElementType.Size()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)Value(i) * scale;
        }

        return FeatureMatrix.FromArray(values, Width);
    }

    /// <summary>The values as class labels, one per example.</summary>
    /// <exception cref="DataFormatException">There is more than one value per example, or the values are no integers.</exception>
    public int[] ToLabels() => Width == 1
        ? ToLabels(0)
        : throw new DataFormatException($"Labels of dimensions {string.Join(" × ", Dimensions)} were given, but there must be one label per example; choose one of the {Width} with labelColumn, from 0 (in QMNIST, 0 is the digit).");

    /// <summary>One of several values per example as class labels.</summary>
    /// <param name="labelColumn">Which value, from 0 to <see cref="Width"/> − 1.</param>
    /// <exception cref="DataFormatException">There is no such value, or the values are no integers.</exception>
    public int[] ToLabels(int labelColumn)
    {
        if (labelColumn < 0 || labelColumn >= Width)
        {
            throw new DataFormatException($"Label {labelColumn} of each example was asked for, but the labels have dimensions {string.Join(" × ", Dimensions)}; choose one from 0 to {Width - 1}.");
        }

        if (ElementType is IdxElementType.Single or IdxElementType.Double)
        {
            throw new DataFormatException($"Labels of type {ElementType} were given, but labels must be integers.");
        }

        var labels = new int[Count];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (int)Value((i * Width) + labelColumn);
        }

        return labels;
    }

    /// <summary>The product, -1 where a length is negative, and 2^31 where it is more than an array can have.</summary>
    private static long Product(IEnumerable<int> lengths) => lengths.Aggregate(1L, (product, length) =>
        product < 0 || length < 0 ? -1 : Math.Min(product * length, (long)int.MaxValue + 1));

    private double Value(int i) => ElementType switch
    {
        IdxElementType.UInt8 => _bytes[i],
        IdxElementType.Int8 => (sbyte)_bytes[i],
        IdxElementType.Int16 => BinaryPrimitives.ReadInt16BigEndian(_bytes.AsSpan(2 * i)),
        IdxElementType.Int32 => BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(4 * i)),
        IdxElementType.Single => BinaryPrimitives.ReadSingleBigEndian(_bytes.AsSpan(4 * i)),
        _ => BinaryPrimitives.ReadDoubleBigEndian(_bytes.AsSpan(8 * i)),
    };
}
