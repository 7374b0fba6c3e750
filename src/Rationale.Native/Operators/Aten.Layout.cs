namespace Rationale.Native;

/// <content>The same elements otherwise, and choices among them.</content>
internal static partial class Aten
{
    [Aten("aten::view(Tensor(a) self, SymInt[] size) -> Tensor(a)")]
    public static partial TensorHandle View(TensorHandle self, ReadOnlySpan<long> size);

    [Aten("aten::reshape(Tensor(a) self, SymInt[] shape) -> Tensor(a)")]
    public static partial TensorHandle Reshape(TensorHandle self, ReadOnlySpan<long> shape);

    [Aten("aten::flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -> Tensor(a)")]
    public static partial TensorHandle Flatten(TensorHandle self, long startDim = 0, long endDim = -1);

    [Aten("aten::permute(Tensor(a) self, int[] dims) -> Tensor(a)")]
    public static partial TensorHandle Permute(TensorHandle self, ReadOnlySpan<long> dims);

    [Aten("aten::transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a)")]
    public static partial TensorHandle Transpose(TensorHandle self, long dim0, long dim1);

    [Aten("aten::t(Tensor(a) self) -> Tensor(a)")]
    public static partial TensorHandle T(TensorHandle self);

    [Aten("aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=contiguous_format) -> Tensor(a)")]
    public static partial TensorHandle Contiguous(TensorHandle self);

    [Aten("aten::expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -> Tensor(a)")]
    public static partial TensorHandle Expand(TensorHandle self, ReadOnlySpan<long> size);

    [Aten("aten::unsqueeze(Tensor(a) self, int dim) -> Tensor(a)")]
    public static partial TensorHandle Unsqueeze(TensorHandle self, long dim);

    [Aten("aten::squeeze.dim(Tensor(a) self, int dim) -> Tensor(a)")]
    public static partial TensorHandle Squeeze(TensorHandle self, long dim);

    [Aten("aten::narrow(Tensor(a) self, int dim, SymInt start, SymInt length) -> Tensor(a)")]
    public static partial TensorHandle Narrow(TensorHandle self, long dim, long start, long length);

    [Aten("aten::select.int(Tensor(a) self, int dim, int index) -> Tensor(a)")]
    public static partial TensorHandle Select(TensorHandle self, long dim, long index);

    [Aten("aten::cat(Tensor[] tensors, int dim=0) -> Tensor")]
    public static partial TensorHandle Cat(ReadOnlySpan<TensorHandle> tensors, long dim = 0);

    [Aten("aten::stack(Tensor[] tensors, int dim=0) -> Tensor")]
    public static partial TensorHandle Stack(ReadOnlySpan<TensorHandle> tensors, long dim = 0);

    [Aten("aten::split.Tensor(Tensor(a -> *) self, SymInt split_size, int dim=0) -> Tensor(a)[]")]
    public static partial TensorHandle[] Split(TensorHandle self, long splitSize, long dim = 0);

    [Aten("aten::index_select(Tensor self, int dim, Tensor index) -> Tensor")]
    public static partial TensorHandle IndexSelect(TensorHandle self, long dim, TensorHandle index);

    [Aten("aten::index_select.out(Tensor self, int dim, Tensor index, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void IndexSelectOut(TensorHandle self, long dim, TensorHandle index, TensorHandle @out);

    [Aten("aten::index.Tensor(Tensor self, Tensor?[] indices) -> Tensor")]
    public static partial TensorHandle Index(TensorHandle self, ReadOnlySpan<TensorHandle?> indices);

    [Aten("aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor")]
    public static partial TensorHandle Gather(TensorHandle self, long dim, TensorHandle index);

    [Aten("aten::one_hot(Tensor self, int num_classes=-1) -> Tensor")]
    public static partial TensorHandle OneHot(TensorHandle self, long numClasses = -1);

    [Aten("aten::as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a)")]
    public static partial TensorHandle AsStrided(TensorHandle self, ReadOnlySpan<long> size, ReadOnlySpan<long> stride, long? storageOffset = null);
}
