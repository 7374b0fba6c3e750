namespace Rationale.Native;

/// <summary>An argument of a call that is prepared: a tensor, a number, a flag, a list, or nothing.</summary>
public readonly struct NativeArgument
{
    private NativeArgument(object? value) => Value = value;

    /// <summary>Nothing, where a schema allows it.</summary>
    public static NativeArgument None => default;

    internal object? Value { get; }

    /// <summary>A tensor.</summary>
    public static implicit operator NativeArgument(TensorHandle tensor) => new(tensor);

    /// <summary>Tensors.</summary>
    public static implicit operator NativeArgument(TensorHandle[] tensors) => new(tensors);

    /// <summary>A real number.</summary>
    public static implicit operator NativeArgument(double number) => new(number);

    /// <summary>An integer.</summary>
    public static implicit operator NativeArgument(long number) => new(number);

    /// <summary>Integers.</summary>
    public static implicit operator NativeArgument(long[] numbers) => new(numbers);

    /// <summary>A flag.</summary>
    public static implicit operator NativeArgument(bool flag) => new(flag);

    /// <summary>A type of elements.</summary>
    public static implicit operator NativeArgument(ScalarType type) => new((long)type);

    /// <summary>A device.</summary>
    public static implicit operator NativeArgument(Device device) => new(device);

    /// <summary>Tensors, some of which may be missing.</summary>
    public static NativeArgument Optional(TensorHandle?[] tensors) => new(tensors);

    /// <summary>A text.</summary>
    public static implicit operator NativeArgument(string text) => new(text);

    /// <summary>Flags.</summary>
    public static implicit operator NativeArgument(bool[] flags) => new(flags);
}
