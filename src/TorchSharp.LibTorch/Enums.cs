namespace TorchSharp;

public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
}

public enum PaddingModes
{
    Zeros = 0,
    Reflect = 1,
    Replicate = 2,
    Circular = 3,
}

public enum Padding
{
    Valid = 0,
    Same = 1,
}

public static partial class torch
{
    public enum ScalarType : sbyte
    {
        Byte = 0,
        Int8 = 1,
        Int16 = 2,
        Int32 = 3,
        Int64 = 4,
        Float16 = 5,
        Float32 = 6,
        Float64 = 7,
        Bool = 11,
    }

    public enum RoundingMode
    {
        None,
        trunc,
        floor,
    }

    public const ScalarType float32 = ScalarType.Float32;

    public const ScalarType float64 = ScalarType.Float64;

    public const ScalarType int64 = ScalarType.Int64;

    public const ScalarType int32 = ScalarType.Int32;

    public const ScalarType @bool = ScalarType.Bool;
}
