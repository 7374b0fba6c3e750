namespace Rationale.Native;

/// <content>Making, copying and filling tensors.</content>
internal static partial class Aten
{
    [Aten("aten::zeros(int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor")]
    public static partial TensorHandle Zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null);

    [Aten("aten::ones(int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor")]
    public static partial TensorHandle Ones(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null);

    [Aten("aten::empty.memory_format(int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor")]
    public static partial TensorHandle Empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null);

    [Aten("aten::full(int[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor")]
    public static partial TensorHandle Full(ReadOnlySpan<long> size, double fillValue, ScalarType? dtype = null, Device? device = null);

    [Aten("aten::arange.start_step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor")]
    public static partial TensorHandle Arange(double start, double end, double step = 1, ScalarType? dtype = null, Device? device = null);

    [Aten("aten::rand(int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor")]
    public static partial TensorHandle Rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null);

    [Aten("aten::randn(int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor")]
    public static partial TensorHandle Randn(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null);

    [Aten("aten::randperm(int n, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor")]
    public static partial TensorHandle Randperm(long n, ScalarType? dtype = null, Device? device = null);

    [Aten("aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor")]
    public static partial TensorHandle Clone(TensorHandle self);

    [Aten("aten::detach(Tensor(a) self) -> Tensor(a)")]
    public static partial TensorHandle Detach(TensorHandle self);

    [Aten("aten::alias(Tensor(a) self) -> Tensor(a)")]
    public static partial TensorHandle Alias(TensorHandle self);

    [Aten("aten::_to_copy(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool non_blocking=False, MemoryFormat? memory_format=None) -> Tensor")]
    public static partial TensorHandle ToCopy(TensorHandle self, ScalarType? dtype = null, Device? device = null, bool nonBlocking = false);

    [Aten("aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)")]
    public static partial void CopyInPlace(TensorHandle self, TensorHandle src, bool nonBlocking = false);

    [Aten("aten::fill_.Scalar(Tensor(a!) self, Scalar value) -> Tensor(a!)")]
    public static partial void FillInPlace(TensorHandle self, double value);

    [Aten("aten::zero_(Tensor(a!) self) -> Tensor(a!)")]
    public static partial void ZeroInPlace(TensorHandle self);

    [Aten("aten::uniform_(Tensor(a!) self, float from=0, float to=1, *, Generator? generator=None) -> Tensor(a!)")]
    public static partial void UniformInPlace(TensorHandle self, double from = 0, double to = 1);

    [Aten("aten::bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -> Tensor(a!)")]
    public static partial void BernoulliInPlace(TensorHandle self, double p = 0.5);
}
