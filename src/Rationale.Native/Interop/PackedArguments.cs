using System.Runtime.InteropServices;

namespace Rationale.Native.Interop;

/// <summary>Arguments in the form in which the native library reads them, valid until disposed.</summary>
internal unsafe ref struct PackedArguments
{
    private readonly NativeValue* _values;
    private readonly List<nint> _lists = [];
    private readonly List<object> _kept = [];

    public PackedArguments(ReadOnlySpan<NativeArgument> arguments)
    {
        _values = (NativeValue*)NativeMemory.Alloc((nuint)Math.Max(1, arguments.Length), (nuint)sizeof(NativeValue));
        for (var i = 0; i < arguments.Length; i++)
        {
            _values[i] = Pack(arguments[i].Value);
        }
    }

    public readonly NativeValue* First => _values;

    public readonly void Dispose()
    {
        NativeMemory.Free(_values);
        foreach (var list in _lists)
        {
            NativeMemory.Free((void*)list);
        }

        // The pointers of their handles were in use until here.
        GC.KeepAlive(_kept);
    }

    private readonly NativeValue Pack(object? value)
    {
        switch (value)
        {
            case null:
                return NativeValue.None;
            case TensorHandle tensor:
                _kept.Add(tensor);
                return NativeValue.Of(tensor);
            case double number:
                return NativeValue.Of(number);
            case long number:
                return NativeValue.Of(number);
            case bool flag:
                return NativeValue.Of(flag);
            case long[] numbers:
                return List<long>(NativeKind.Integers, numbers);
            case bool[] flags:
                return List<byte>(NativeKind.Booleans, Array.ConvertAll(flags, flag => (byte)(flag ? 1 : 0)));
            case Device device:
                return NativeValue.Of(device);
            case string text:
                return List<byte>(NativeKind.Text, System.Text.Encoding.UTF8.GetBytes(text));
            case TensorHandle?[] tensors when Array.IndexOf(tensors, null) >= 0:
                _kept.Add(tensors);
                return List<nint>(NativeKind.OptionalTensors, Array.ConvertAll(tensors, tensor => tensor?.Pointer ?? 0));
            case TensorHandle[] tensors:
                _kept.Add(tensors);
                return List<nint>(NativeKind.Tensors, Array.ConvertAll(tensors, tensor => tensor!.Pointer));
            default:
                throw new InvalidOperationException($"{value.GetType()} is no argument of an operator.");
        }
    }

    private readonly NativeValue List<T>(NativeKind kind, T[] elements)
        where T : unmanaged
    {
        var list = (T*)NativeMemory.Alloc((nuint)Math.Max(1, elements.Length), (nuint)sizeof(T));
        elements.CopyTo(new Span<T>(list, elements.Length));
        _lists.Add((nint)list);
        return NativeValue.List(kind, list, elements.Length);
    }
}
