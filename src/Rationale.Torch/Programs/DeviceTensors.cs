using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Rationale.Torch.Programs;

/// <summary>Tensors that live as long as whoever makes them says, whatever dispose scope of TorchSharp's the thread is in.</summary>
internal static class DeviceTensors
{
    /// <summary>The element type of real numbers.</summary>
    public static ScalarType Real<T>() => typeof(T) == typeof(double) ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>A tensor over memory of the host: nothing is copied, and the tensor keeps the memory alive.</summary>
    public static Tensor Over<T>(Memory<T> memory, ScalarType type)
        where T : unmanaged
    {
        if (memory.IsEmpty)
        {
            return Keep(zeros([0], type, CPU));
        }

        return MemoryMarshal.TryGetArray<T>(memory, out var segment)
            ? Keep(frombuffer(segment.Array!, type, segment.Count, segment.Offset))
            : throw new ArgumentException("Only memory of an array can be seen as a tensor.", nameof(memory));
    }

    /// <summary>Zeros.</summary>
    public static Tensor Zeros(long[] size, ScalarType type, torch.Device device) => Keep(zeros(size, type, device));

    /// <summary>A number without dimensions, on the host: the form in which operators take a factor or a summand on every device.</summary>
    public static Tensor Number(double value, ScalarType type) => Keep(tensor(value, type, CPU));

    /// <summary>Dimensions over the memory of a tensor.</summary>
    public static Tensor View(Tensor whole, long[] size, long[] stride, long offset)
    {
        using var without = no_grad();
        return Keep(whole.as_strided(size, stride, offset));
    }

    /// <summary>A range of a vector.</summary>
    public static Tensor Part(Tensor vector, int start, int length) => View(vector, [length], [1], start);

    /// <summary>One element of a vector, without dimensions.</summary>
    public static Tensor Element(Tensor vector, int index) => View(vector, [], [], index);

    /// <summary>Copies elements, also from one device to another. Tensors that were made in inference mode can be changed in no other.</summary>
    public static void Copy(Tensor to, Tensor from)
    {
        using var inference = inference_mode(mode: true);
        to.copy_(from);
    }

    private static Tensor Keep(Tensor tensor) => tensor.DetachFromDisposeScope();
}
