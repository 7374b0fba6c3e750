using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>x Wᵀ + b, with W [outputs × inputs].</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        internal Linear(long inputs, long outputs, bool hasBias, Device? device, ScalarType? dtype)
            : base(nameof(Linear))
        {
            (in_features, out_features) = (inputs, outputs);
            var bound = 1 / Math.Sqrt(inputs);
            weight = Initializer.Uniform([outputs, inputs], bound, device, dtype);
            if (hasBias)
            {
                bias = Initializer.Uniform([outputs], bound, device, dtype);
            }
        }

        public long in_features { get; }

        public long out_features { get; }

        /// <summary>W; another one takes its place under the same name.</summary>
        public Parameter weight
        {
            get;
            set => Put(nameof(weight), field = value);
        }

        /// <summary>b, or nothing.</summary>
        public Parameter? bias
        {
            get;
            set => Put(nameof(bias), field = value);
        }

        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
    }

    /// <summary>Freshly drawn parameters, by PyTorch's rules.</summary>
    internal static class Initializer
    {
        public static Parameter Uniform(long[] size, double bound, Device? device, ScalarType? dtype)
        {
            using var drawn = empty(size, dtype, device).DetachFromDisposeScope();
            return new Parameter(drawn.uniform_(-bound, bound));
        }

        public static Parameter Full(long[] size, double value, Device? device, ScalarType? dtype)
        {
            using var filled = full(size, value, dtype ?? ScalarType.Float32, device).DetachFromDisposeScope();
            return new Parameter(filled);
        }
    }
}
