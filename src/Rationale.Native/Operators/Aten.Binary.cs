namespace Rationale.Native;

/// <content>Two values, element by element.</content>
internal static partial class Aten
{
    [Aten("aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor")]
    public static partial TensorHandle Add(TensorHandle self, TensorHandle other, double alpha = 1);

    [Aten("aten::add.out(Tensor self, Tensor other, *, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void AddOut(TensorHandle self, TensorHandle other, TensorHandle @out, double alpha = 1);

    [Aten("aten::sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor")]
    public static partial TensorHandle Sub(TensorHandle self, TensorHandle other, double alpha = 1);

    [Aten("aten::sub.out(Tensor self, Tensor other, *, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void SubOut(TensorHandle self, TensorHandle other, TensorHandle @out, double alpha = 1);

    [Aten("aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)")]
    public static partial void AddInPlace(TensorHandle self, TensorHandle other, double alpha = 1);

    [Aten("aten::addcmul.out(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void AddcmulOut(TensorHandle self, TensorHandle tensor1, TensorHandle tensor2, TensorHandle @out, double value = 1);

    [Aten("aten::addcdiv.out(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void AddcdivOut(TensorHandle self, TensorHandle tensor1, TensorHandle tensor2, TensorHandle @out, double value = 1);

    [Aten("aten::where.self(Tensor condition, Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Where(TensorHandle condition, TensorHandle self, TensorHandle other);

    [Aten("aten::mul.Tensor(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Mul(TensorHandle self, TensorHandle other);

    [Aten("aten::mul.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void MulOut(TensorHandle self, TensorHandle other, TensorHandle @out);

    [Aten("aten::div.Tensor(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Div(TensorHandle self, TensorHandle other);

    [Aten("aten::div.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void DivOut(TensorHandle self, TensorHandle other, TensorHandle @out);

    [Aten("aten::maximum(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Maximum(TensorHandle self, TensorHandle other);

    [Aten("aten::minimum(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Minimum(TensorHandle self, TensorHandle other);

    [Aten("aten::gt.Tensor(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Gt(TensorHandle self, TensorHandle other);

    [Aten("aten::lt.Tensor(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Lt(TensorHandle self, TensorHandle other);

    [Aten("aten::ge.Tensor(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Ge(TensorHandle self, TensorHandle other);

    [Aten("aten::le.Tensor(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Le(TensorHandle self, TensorHandle other);

    [Aten("aten::eq.Tensor(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Eq(TensorHandle self, TensorHandle other);

    [Aten("aten::ne.Tensor(Tensor self, Tensor other) -> Tensor")]
    public static partial TensorHandle Ne(TensorHandle self, TensorHandle other);
}
