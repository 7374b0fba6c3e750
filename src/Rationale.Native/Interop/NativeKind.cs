namespace Rationale.Native.Interop;

/// <summary>What a <see cref="NativeValue"/> is: <c>rationale_kind</c>.</summary>
internal enum NativeKind
{
    None = 0,
    Tensor = 1,
    Integer = 2,
    Number = 3,
    Boolean = 4,
    Integers = 5,
    Numbers = 6,
    Booleans = 7,
    Tensors = 8,
    OptionalTensors = 9,
    Text = 10,
    Device = 11,
}
