using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                max_norm is null && !sparse
                    ? new(num_embeddings, embedding_dims, padding_idx ?? -1, scale_grad_by_freq, device, dtype)
                    : throw new NotSupportedException("max_norm and sparse gradients of an embedding are not part of this subset.");
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A row of a table for each index.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long _padding;
        private readonly bool _scaled;

        internal Embedding(long rows, long width, long padding, bool scaled, Device? device, ScalarType? dtype)
            : base(nameof(Embedding))
        {
            (_padding, _scaled) = (padding, scaled);
            using var drawn = empty([rows, width], dtype, device).DetachFromDisposeScope();
            weight = new Parameter(drawn.normal_());
            register_parameter("weight", weight);
        }

        public Parameter weight { get; }

        public override Tensor forward(Tensor input) => Operators.Call("embedding", weight.Native, input.Native, _padding, _scaled, false);
    }
}
