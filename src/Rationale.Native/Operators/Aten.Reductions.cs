namespace Rationale.Native;

/// <content>Sums, maxima and what is built on them.</content>
internal static partial class Aten
{
    [Aten("aten::sum(Tensor self, *, ScalarType? dtype=None) -> Tensor")]
    public static partial TensorHandle SumAll(TensorHandle self);

    [Aten("aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor")]
    public static partial TensorHandle Sum(TensorHandle self, ReadOnlySpan<long> dim, bool keepdim = false);

    [Aten("aten::sum.IntList_out(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void SumOut(TensorHandle self, ReadOnlySpan<long> dim, TensorHandle @out, bool keepdim = false);

    [Aten("aten::mean(Tensor self, *, ScalarType? dtype=None) -> Tensor")]
    public static partial TensorHandle MeanAll(TensorHandle self);

    [Aten("aten::mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor")]
    public static partial TensorHandle Mean(TensorHandle self, ReadOnlySpan<long> dim, bool keepdim = false);

    [Aten("aten::amax(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor")]
    public static partial TensorHandle Amax(TensorHandle self, ReadOnlySpan<long> dim, bool keepdim = false);

    [Aten("aten::max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)")]
    public static partial (TensorHandle Values, TensorHandle Indices) Max(TensorHandle self, long dim, bool keepdim = false);

    [Aten("aten::argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor")]
    public static partial TensorHandle Argmax(TensorHandle self, long? dim = null, bool keepdim = false);

    [Aten("aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor")]
    public static partial TensorHandle CumSum(TensorHandle self, long dim);

    [Aten("aten::_softmax(Tensor self, int dim, bool half_to_float) -> Tensor")]
    public static partial TensorHandle Softmax(TensorHandle self, long dim, bool halfToFloat = false);

    [Aten("aten::_log_softmax(Tensor self, int dim, bool half_to_float) -> Tensor")]
    public static partial TensorHandle LogSoftmax(TensorHandle self, long dim, bool halfToFloat = false);

    [Aten("aten::nll_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean, SymInt ignore_index=-100) -> Tensor")]
    public static partial TensorHandle NllLoss(TensorHandle self, TensorHandle target);

    [Aten("aten::allclose(Tensor self, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False) -> bool")]
    public static partial bool AllClose(TensorHandle self, TensorHandle other, double rtol = 1e-5, double atol = 1e-8, bool equalNan = false);
}
