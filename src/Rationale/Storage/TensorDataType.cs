namespace Rationale.Storage;

/// <summary>The type of one value in a safetensors file; the names are those of the format.</summary>
public enum TensorDataType
{
    /// <summary>64-bit floating point.</summary>
    F64,

    /// <summary>32-bit floating point.</summary>
    F32,

    /// <summary>16-bit IEEE floating point; read only.</summary>
    F16,

    /// <summary>16-bit "brain" floating point: the upper half of a 32-bit number; read only.</summary>
    BF16,

    /// <summary>64-bit signed integer.</summary>
    I64,

    /// <summary>32-bit signed integer.</summary>
    I32,

    /// <summary>Unsigned byte.</summary>
    U8,
}

internal static class TensorDataTypes
{
    public static int Size(this TensorDataType type) => type switch
    {
        TensorDataType.F64 or TensorDataType.I64 => 8,
        TensorDataType.F32 or TensorDataType.I32 => 4,
        TensorDataType.F16 or TensorDataType.BF16 => 2,
        _ => 1,
    };
}
