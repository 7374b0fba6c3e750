namespace Rationale.Native;

/// <content>Matrix products and convolutions.</content>
internal static partial class Aten
{
    [Aten("aten::mm(Tensor self, Tensor mat2) -> Tensor")]
    public static partial TensorHandle Mm(TensorHandle self, TensorHandle mat2);

    [Aten("aten::mm.out(Tensor self, Tensor mat2, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void MmOut(TensorHandle self, TensorHandle mat2, TensorHandle @out);

    [Aten("aten::matmul(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Matmul(TensorHandle self, TensorHandle other);

    [Aten("aten::bmm(Tensor self, Tensor mat2) -> Tensor")]
    public static partial TensorHandle Bmm(TensorHandle self, TensorHandle mat2);

    [Aten("aten::addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor")]
    public static partial TensorHandle Addmm(TensorHandle self, TensorHandle mat1, TensorHandle mat2, double beta = 1, double alpha = 1);

    [Aten("aten::addmm.out(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void AddmmOut(TensorHandle self, TensorHandle mat1, TensorHandle mat2, TensorHandle @out, double beta = 1, double alpha = 1);

    [Aten("aten::linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor")]
    public static partial TensorHandle Linear(TensorHandle input, TensorHandle weight, TensorHandle? bias = null);

    [Aten("aten::convolution(Tensor input, Tensor weight, Tensor? bias, int[] stride, int[] padding, int[] dilation, bool transposed, int[] output_padding, int groups) -> Tensor")]
    public static partial TensorHandle Convolution(TensorHandle input, TensorHandle weight, TensorHandle? bias, ReadOnlySpan<long> stride, ReadOnlySpan<long> padding, ReadOnlySpan<long> dilation, bool transposed, ReadOnlySpan<long> outputPadding, long groups);
}
