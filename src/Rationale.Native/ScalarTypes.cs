namespace Rationale.Native;

/// <summary>Sizes of the types of elements.</summary>
internal static class ScalarTypes
{
    /// <summary>The type of elements that C# calls <typeparamref name="T"/>.</summary>
    public static ScalarType Of<T>()
        where T : unmanaged => default(T) switch
        {
            float => ScalarType.Float32,
            double => ScalarType.Float64,
            long => ScalarType.Int64,
            int => ScalarType.Int32,
            short => ScalarType.Int16,
            sbyte => ScalarType.Int8,
            byte => ScalarType.Byte,
            bool => ScalarType.Bool,
            _ => throw new NotSupportedException($"Tensors have no elements of type {typeof(T).Name}."),
        };

    /// <summary>Bytes of one element.</summary>
    public static int Size(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown type of elements"),
    };
}
