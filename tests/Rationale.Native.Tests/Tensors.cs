namespace Rationale.Native.Tests;

/// <summary>Tensors from numbers and back.</summary>
internal static class Tensors
{
    public static TensorHandle Of(double[] values, params long[] shape)
    {
        TensorHandle tensor = Aten.Empty(shape, ScalarType.Float64);
        values.CopyTo(tensor.Span<double>());
        return tensor;
    }

    public static TensorHandle Of(double[] values, ScalarType type, params long[] shape)
    {
        using TensorHandle numbers = Of(values, shape);
        return Aten.ToCopy(numbers, type);
    }

    public static double[] Numbers(TensorHandle tensor)
    {
        using TensorHandle numbers = Aten.ToCopy(tensor, ScalarType.Float64);
        using TensorHandle contiguous = Aten.Contiguous(numbers);
        return contiguous.Span<double>().ToArray();
    }
}
