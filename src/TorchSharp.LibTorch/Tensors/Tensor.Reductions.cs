namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Call("sum", Or(type));

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum(new[] { dim }, keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Call("sum.dim_IntList", dim, keepdim, Or(type));

        public Tensor mean() => Call("mean");

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Call("mean.dim", dimensions, keepdim, Or(type));

        public Tensor max() => Call("max");

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Operators.CallTwo("max.dim", Native, dim, keepdim);

        public Tensor min() => Call("min");

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Operators.CallTwo("min.dim", Native, dim, keepdim);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Call("amax", dims, keepdim) : Operators.Call("amax.out", Native, dims, keepdim, @out.Native);

        public Tensor argmax() => Call("argmax");

        public Tensor argmax(long dim, bool keepdim = false) => Call("argmax", dim, keepdim);

        public Tensor cumsum(long dim, ScalarType? type = null) => Call("cumsum", dim, Or(type));

        public Tensor all() => Call("all");

        public Tensor any() => Call("any");

        public Tensor norm(float p = 2) => Call("norm.Scalar", (double)p);

        public Tensor std(bool unbiased = true) => Call("std", unbiased);

        public Tensor var(bool unbiased = true) => Call("var", unbiased);
    }
}
