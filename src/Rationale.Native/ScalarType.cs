namespace Rationale.Native;

/// <summary>Types of elements, with the numbers that libtorch gives them.</summary>
public enum ScalarType
{
    /// <summary>Unsigned, 8 bits.</summary>
    Byte = 0,

    /// <summary>Signed, 8 bits.</summary>
    Int8 = 1,

    /// <summary>Signed, 16 bits.</summary>
    Int16 = 2,

    /// <summary>Signed, 32 bits.</summary>
    Int32 = 3,

    /// <summary>Signed, 64 bits.</summary>
    Int64 = 4,

    /// <summary>Floating point, 16 bits.</summary>
    Float16 = 5,

    /// <summary>Floating point, 32 bits.</summary>
    Float32 = 6,

    /// <summary>Floating point, 64 bits.</summary>
    Float64 = 7,

    /// <summary>True or false, 8 bits.</summary>
    Bool = 11,

    /// <summary>Floating point with the range of 32 bits in 16.</summary>
    BFloat16 = 15,
}
