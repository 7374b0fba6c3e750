namespace Rationale.Native;

/// <content>Element by element.</content>
internal static partial class Aten
{
    [Aten("aten::abs(Tensor self) -> Tensor")]
    public static partial TensorHandle Abs(TensorHandle self);

    [Aten("aten::abs.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void AbsOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::sign(Tensor self) -> Tensor")]
    public static partial TensorHandle Sign(TensorHandle self);

    [Aten("aten::sign.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void SignOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::exp(Tensor self) -> Tensor")]
    public static partial TensorHandle Exp(TensorHandle self);

    [Aten("aten::exp.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void ExpOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::log(Tensor self) -> Tensor")]
    public static partial TensorHandle Log(TensorHandle self);

    [Aten("aten::log.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void LogOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::sqrt(Tensor self) -> Tensor")]
    public static partial TensorHandle Sqrt(TensorHandle self);

    [Aten("aten::sqrt.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void SqrtOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::reciprocal(Tensor self) -> Tensor")]
    public static partial TensorHandle Reciprocal(TensorHandle self);

    [Aten("aten::reciprocal.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void ReciprocalOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::neg(Tensor self) -> Tensor")]
    public static partial TensorHandle Neg(TensorHandle self);

    [Aten("aten::neg.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void NegOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::tanh(Tensor self) -> Tensor")]
    public static partial TensorHandle Tanh(TensorHandle self);

    [Aten("aten::tanh.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void TanhOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::sigmoid(Tensor self) -> Tensor")]
    public static partial TensorHandle Sigmoid(TensorHandle self);

    [Aten("aten::sigmoid.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void SigmoidOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::relu(Tensor self) -> Tensor")]
    public static partial TensorHandle Relu(TensorHandle self);

    [Aten("aten::relu.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void ReluOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::silu(Tensor self) -> Tensor")]
    public static partial TensorHandle Silu(TensorHandle self);

    [Aten("aten::silu.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)")]
    public static partial void SiluOut(TensorHandle self, TensorHandle @out);

    [Aten("aten::softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -> Tensor")]
    public static partial TensorHandle Softplus(TensorHandle self, double beta = 1, double threshold = 20);

    [Aten("aten::gelu(Tensor self, *, str approximate='none') -> Tensor")]
    public static partial TensorHandle Gelu(TensorHandle self, string approximate);

    [Aten("aten::leaky_relu(Tensor self, Scalar negative_slope=0.01) -> Tensor")]
    public static partial TensorHandle LeakyRelu(TensorHandle self, double negativeSlope = 0.01);

    [Aten("aten::elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor")]
    public static partial TensorHandle Elu(TensorHandle self, double alpha = 1);

    [Aten("aten::pow.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor")]
    public static partial TensorHandle Pow(TensorHandle self, double exponent);

    [Aten("aten::clamp(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor")]
    public static partial TensorHandle Clamp(TensorHandle self, double? min = null, double? max = null);

    [Aten("aten::relu_(Tensor(a!) self) -> Tensor(a!)")]
    public static partial void ReluInPlace(TensorHandle self);

    [Aten("aten::mul.Scalar(Tensor self, Scalar other) -> Tensor")]
    public static partial TensorHandle MulScalar(TensorHandle self, double other);

    [Aten("aten::add.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor")]
    public static partial TensorHandle AddScalar(TensorHandle self, double other);
}
