using System.Runtime.InteropServices;

namespace Rationale.Native.Interop;

/// <summary>One argument or result of an operator: <c>rationale_value</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct NativeValue
{
    [FieldOffset(0)]
    public NativeKind Kind;

    [FieldOffset(4)]
    public int Length;

    [FieldOffset(8)]
    public long Integer;

    [FieldOffset(8)]
    public double Number;

    [FieldOffset(8)]
    public nint Pointer;

    public static NativeValue None => default;

    public static NativeValue Of(TensorHandle? tensor) => tensor is null ? None : new() { Kind = NativeKind.Tensor, Pointer = tensor.Pointer };

    public static NativeValue Of(long value) => new() { Kind = NativeKind.Integer, Integer = value };

    public static NativeValue Of(long? value) => value is { } number ? Of(number) : None;

    public static NativeValue Of(double value) => new() { Kind = NativeKind.Number, Number = value };

    public static NativeValue Of(double? value) => value is { } number ? Of(number) : None;

    public static NativeValue Of(bool value) => new() { Kind = NativeKind.Boolean, Integer = value ? 1 : 0 };

    public static NativeValue Of(bool? value) => value is { } flag ? Of(flag) : None;

    public static NativeValue Of(ScalarType type) => Of((long)type);

    public static NativeValue Of(ScalarType? type) => type is { } known ? Of(known) : None;

    public static NativeValue Of(Device device) => new() { Kind = NativeKind.Device, Integer = (long)device.Type, Length = device.Index };

    public static NativeValue Of(Device? device) => device is { } known ? Of(known) : None;

    public static NativeValue List(NativeKind kind, void* first, int length) => new() { Kind = kind, Pointer = (nint)first, Length = length };

    /// <summary>The tensor that an operator gave.</summary>
    public readonly TensorHandle Tensor() => Kind == NativeKind.Tensor
        ? new TensorHandle(Pointer)
        : throw new InvalidOperationException($"The operator gave {Kind}, not a tensor.");

    /// <summary>The tensor that an operator gave, or null where it gave an undefined one.</summary>
    public readonly TensorHandle? OptionalTensor() => Kind == NativeKind.Tensor && Pointer != 0 ? new TensorHandle(Pointer) : null;

    /// <summary>The tensors that an operator gave; their list is given back.</summary>
    public readonly TensorHandle[] Tensors()
    {
        var tensors = new TensorHandle[Length];
        for (var i = 0; i < Length; i++)
        {
            tensors[i] = new TensorHandle(((nint*)Pointer)[i]);
        }

        NativeMethods.ReleaseList(Pointer);
        return tensors;
    }
}
