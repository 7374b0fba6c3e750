namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Call("abs");

        public Tensor exp() => Call("exp");

        public Tensor log() => Call("log");

        public Tensor sqrt() => Call("sqrt");

        public Tensor square() => Call("square");

        public Tensor sign() => Call("sign");

        public Tensor relu() => Call("relu");

        public Tensor tanh() => Call("tanh");

        public Tensor sigmoid() => Call("sigmoid");

        public Tensor silu() => Call("silu");

        public Tensor isnan() => Call("isnan");

        public Tensor isfinite() => Call("isfinite");

        public Tensor relu_() => Change("relu_");

        public Tensor gelu() => Call("gelu");

        public Tensor elu(double alpha = 1) => Call("elu", alpha);

        public Tensor leaky_relu(Scalar negative_slope) => Call("leaky_relu", negative_slope.Argument);

        public Tensor softplus(double beta = 1, double threshold = 20) => Call("softplus", beta, threshold);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Call("softmax.int", dim, Or(dtype));

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Call("log_softmax.int", dim, Or(dtype));

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Call("clamp", min?.Argument ?? default, max?.Argument ?? default);

        public Tensor clamp_min(Scalar min) => Call("clamp_min", min.Argument);

        public Tensor masked_fill(Tensor mask, Scalar value) => Call("masked_fill.Scalar", mask.Native, value.Argument);

        public Tensor where(Tensor condition, Tensor y) => Operators.Call("where.self", condition.Native, Native, y.Native);
    }
}
