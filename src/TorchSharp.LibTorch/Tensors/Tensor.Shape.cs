namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => Call("view", shape);

        public Tensor view_as(Tensor other) => Call("view_as", other.Native);

        public Tensor reshape(params long[] shape) => Call("reshape", shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Call("flatten.using_ints", start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes)
        {
            var own = shape;
            var at = (int)(dim < 0 ? dim + own.Length : dim);
            return reshape([.. own[..at], .. sizes, .. own[(at + 1)..]]);
        }

        public Tensor permute(params long[] permutation) => Call("permute", permutation);

        public Tensor transpose(long dim0, long dim1) => Call("transpose.int", dim0, dim1);

        public Tensor t() => Call("t");

        public Tensor squeeze(long? dim = null) => dim is { } axis ? Call("squeeze.dim", axis) : Call("squeeze");

        public Tensor unsqueeze(long dim) => Call("unsqueeze", dim);

        public Tensor expand(params long[] sizes) => Call("expand", sizes);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Call("expand", sizes, isImplicit);

        public Tensor contiguous() => Call("contiguous");

        public Tensor narrow(long dim, long start, long length) => Call("narrow", dim, start, length);

        public Tensor slice(long dim, long start, long finish, long step) => Call("slice.Tensor", dim, start, finish, step);

        public Tensor gather(long dim, Tensor index) => Call("gather", dim, index.Native);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Call("scatter.src", dim, index.Native, src.Native);

        public Tensor index_select(long dim, Tensor index) => Call("index_select", dim, index.Native);

        public Tensor argsort(long dim = -1, bool descending = false) => Call("argsort", dim, descending);

        public Tensor clone() => Call("clone");

        public Tensor alias() => Call("alias");
    }
}
