namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Call("add.Tensor", target.Native);

        public Tensor add(Tensor target, Scalar alpha) => Call("add.Tensor", target.Native, alpha.Argument);

        public Tensor add(Scalar scalar) => Call("add.Scalar", scalar.Argument);

        public Tensor add_(Tensor target) => Change("add_.Tensor", target.Native);

        public Tensor add_(Tensor target, Scalar alpha) => Change("add_.Tensor", target.Native, alpha.Argument);

        public Tensor add_(Scalar scalar) => Change("add_.Scalar", scalar.Argument);

        public Tensor sub(Tensor target) => Call("sub.Tensor", target.Native);

        public Tensor sub(Scalar target) => Call("sub.Scalar", target.Argument);

        public Tensor sub_(Tensor target) => Change("sub_.Tensor", target.Native);

        public Tensor mul(Tensor target) => Call("mul.Tensor", target.Native);

        public Tensor mul(Scalar target) => Call("mul.Scalar", target.Argument);

        public Tensor mul_(Tensor target) => Change("mul_.Tensor", target.Native);

        public Tensor mul_(Scalar target) => Change("mul_.Scalar", target.Argument);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None
            ? Call("div.Tensor", target.Native)
            : Call("div.Tensor_mode", target.Native, rounding_mode.ToString());

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None
            ? Call("div.Scalar", target.Argument)
            : Call("div.Scalar_mode", target.Argument, rounding_mode.ToString());

        public Tensor neg() => Call("neg");

        public Tensor pow(Scalar exponent) => Call("pow.Tensor_Scalar", exponent.Argument);

        public Tensor pow(Tensor exponent) => Call("pow.Tensor_Tensor", exponent.Native);

        public Tensor matmul(Tensor target) => Call("matmul", target.Native);

        public Tensor mm(Tensor target) => Call("mm", target.Native);

        public Tensor maximum(Tensor other) => Call("maximum", other.Native);

        public Tensor zero_() => Change("zero_");

        public Tensor fill_(Scalar value) => Change("fill_.Scalar", value.Argument);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Change("copy_", source.Native, nonBlocking);
    }
}
