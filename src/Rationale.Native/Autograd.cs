using Rationale.Native.Interop;

namespace Rationale.Native;

/// <summary>Reverse-mode differentiation of what libtorch recorded.</summary>
public static unsafe class Autograd
{
    /// <summary>The gradients d(Σ cotangent · output) / d(input).</summary>
    /// <param name="outputs">What is differentiated.</param>
    /// <param name="inputs">With respect to what.</param>
    /// <param name="cotangents">One for each output, null for 1 where an output has one element; empty where all are so.</param>
    /// <param name="retainGraph">Keep what was recorded, to differentiate it again. A gradient that is differentiated itself needs this and <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Record the derivative itself.</param>
    /// <param name="allowUnused">Give null for an input on which no output depends, instead of failing.</param>
    /// <exception cref="NativeException">An output does not require gradients, an input is unused, or the graph has been freed.</exception>
    public static TensorHandle?[] Gradients(
        ReadOnlySpan<TensorHandle> outputs,
        ReadOnlySpan<TensorHandle> inputs,
        ReadOnlySpan<TensorHandle?> cotangents = default,
        bool retainGraph = false,
        bool createGraph = false,
        bool allowUnused = false)
    {
        NativeLibraries.Load();
        var found = new nint[inputs.Length];
        fixed (nint* ends = TensorPointers.Of(outputs), weights = Cotangents(outputs, cotangents), starts = TensorPointers.Of(inputs), gradients = found)
        {
            Failure.IfNegative(NativeMethods.Gradients(
                ends, weights, outputs.Length, starts, inputs.Length, retainGraph ? 1 : 0, createGraph ? 1 : 0, allowUnused ? 1 : 0, gradients));
        }

        KeepAlive(outputs, inputs, cotangents);
        return Array.ConvertAll(found, gradient => gradient == 0 ? null : new TensorHandle(gradient));
    }

    /// <summary>Adds the gradients of outputs to <see cref="GradientOf"/> of the inputs.</summary>
    /// <param name="outputs">What is differentiated.</param>
    /// <param name="cotangents">One for each output, null for 1 where an output has one element; empty where all are so.</param>
    /// <param name="inputs">With respect to what; empty for every leaf that requires a gradient.</param>
    /// <param name="retainGraph">Keep what was recorded.</param>
    /// <param name="createGraph">Record the derivative itself.</param>
    /// <exception cref="NativeException">An output does not require gradients, or the graph has been freed.</exception>
    public static void Backward(
        ReadOnlySpan<TensorHandle> outputs,
        ReadOnlySpan<TensorHandle?> cotangents = default,
        ReadOnlySpan<TensorHandle> inputs = default,
        bool retainGraph = false,
        bool createGraph = false)
    {
        NativeLibraries.Load();
        fixed (nint* ends = TensorPointers.Of(outputs), weights = Cotangents(outputs, cotangents), starts = TensorPointers.Of(inputs))
        {
            Failure.IfNegative(NativeMethods.Backward(ends, weights, outputs.Length, starts, inputs.Length, retainGraph ? 1 : 0, createGraph ? 1 : 0));
        }

        KeepAlive(outputs, inputs, cotangents);
    }

    /// <summary>Says whether autograd shall record what is done with a tensor.</summary>
    /// <exception cref="NativeException">The tensor has elements that are no floating-point numbers, or is not a leaf.</exception>
    public static void RequireGradient(TensorHandle tensor, bool required = true)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Failure.IfNegative(NativeMethods.RequireGrad(tensor.Pointer, required ? 1 : 0));
        GC.KeepAlive(tensor);
    }

    /// <summary>What <see cref="Backward"/> has added up; null where there is nothing.</summary>
    public static TensorHandle? GradientOf(TensorHandle tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        nint gradient;
        Failure.IfNegative(NativeMethods.Grad(tensor.Pointer, &gradient));
        GC.KeepAlive(tensor);
        return gradient == 0 ? null : new TensorHandle(gradient);
    }

    /// <summary>Replaces what <see cref="Backward"/> has added up; null removes it.</summary>
    /// <exception cref="NativeException">Shape, type or device differ from those of the tensor.</exception>
    public static void SetGradient(TensorHandle tensor, TensorHandle? gradient)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Failure.IfNegative(NativeMethods.SetGrad(tensor.Pointer, gradient?.Pointer ?? 0));
        GC.KeepAlive(tensor);
        GC.KeepAlive(gradient);
    }

    private static nint[] Cotangents(ReadOnlySpan<TensorHandle> outputs, ReadOnlySpan<TensorHandle?> cotangents) =>
        cotangents.IsEmpty || cotangents.Length == outputs.Length
            ? cotangents.IsEmpty ? new nint[outputs.Length] : TensorPointers.Of(cotangents)
            : throw new ArgumentException($"There are {cotangents.Length} cotangents for {outputs.Length} outputs; give one for each, or none.", nameof(cotangents));

    private static void KeepAlive(ReadOnlySpan<TensorHandle> outputs, ReadOnlySpan<TensorHandle> inputs, ReadOnlySpan<TensorHandle?> cotangents)
    {
        TensorPointers.KeepAlive(outputs);
        TensorPointers.KeepAlive(inputs);
        TensorPointers.KeepAlive(cotangents);
    }
}
