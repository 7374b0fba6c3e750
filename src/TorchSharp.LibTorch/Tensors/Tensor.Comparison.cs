namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Call("eq.Tensor", target.Native);

        public Tensor eq(Scalar target) => Call("eq.Scalar", target.Argument);

        public Tensor ne(Tensor target) => Call("ne.Tensor", target.Native);

        public Tensor ne(Scalar target) => Call("ne.Scalar", target.Argument);

        public Tensor gt(Tensor target) => Call("gt.Tensor", target.Native);

        public Tensor gt(Scalar target) => Call("gt.Scalar", target.Argument);

        public Tensor lt(Tensor target) => Call("lt.Tensor", target.Native);

        public Tensor lt(Scalar target) => Call("lt.Scalar", target.Argument);

        public Tensor ge(Tensor target) => Call("ge.Tensor", target.Native);

        public Tensor ge(Scalar target) => Call("ge.Scalar", target.Argument);

        public Tensor le(Tensor target) => Call("le.Tensor", target.Native);

        public Tensor le(Scalar target) => Call("le.Scalar", target.Argument);
    }
}
