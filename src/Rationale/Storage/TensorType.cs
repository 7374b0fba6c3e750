namespace Rationale.Storage;

/// <summary>The type of one value in a safetensors file; the names are those of the format.</summary>
public enum TensorType
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

internal static class TensorTypes
{
    public static int Size(this TensorType type) => type switch
    {
        TensorType.F64 or TensorType.I64 => 8,
        TensorType.F32 or TensorType.I32 => 4,
        TensorType.F16 or TensorType.BF16 => 2,
        _ => 1,
    };
}
