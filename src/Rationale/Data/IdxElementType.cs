namespace Rationale.Data;

/// <summary>The type of one value in an IDX file; the numbers are those of the format's third byte.</summary>
public enum IdxElementType : byte
{
    /// <summary>Unsigned byte.</summary>
    UInt8 = 0x08,

    /// <summary>Signed byte.</summary>
    Int8 = 0x09,

    /// <summary>16-bit signed integer.</summary>
    Int16 = 0x0B,

    /// <summary>32-bit signed integer.</summary>
    Int32 = 0x0C,

    /// <summary>32-bit floating point.</summary>
    Single = 0x0D,

    /// <summary>64-bit floating point.</summary>
    Double = 0x0E,
}

internal static class IdxElementTypes
{
    public static int Size(this IdxElementType type) => type switch
    {
        IdxElementType.Int16 => 2,
        IdxElementType.Int32 or IdxElementType.Single => 4,
        IdxElementType.Double => 8,
        _ => 1,
    };
}
