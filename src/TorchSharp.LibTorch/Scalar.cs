using Rationale.Native;

namespace TorchSharp;

/// <summary>A number as operators take it: integers stay whole, so that a tensor of integers does not become one of reals.</summary>
public sealed class Scalar
{
    internal Scalar(NativeArgument argument) => Argument = argument;

    internal NativeArgument Argument { get; }

    public static implicit operator Scalar(int value) => new((long)value);

    public static implicit operator Scalar(long value) => new(value);

    public static implicit operator Scalar(float value) => new((double)value);

    public static implicit operator Scalar(double value) => new(value);

    public static implicit operator Scalar(bool value) => new(value);
}
