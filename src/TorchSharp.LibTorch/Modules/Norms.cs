using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static BatchNorm1d BatchNorm1d(long num_features, double eps = 1E-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            public static BatchNorm2d BatchNorm2d(long num_features, double eps = 1E-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            public static InstanceNorm2d InstanceNorm2d(long num_features, double eps = 1E-05, double momentum = 0.1, bool affine = false, bool track_running_stats = false, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            public static LayerNorm LayerNorm(long normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Normalizations by features, with running statistics.</summary>
    public abstract class NormBase : nn.Module<Tensor, Tensor>
    {
        private protected NormBase(string name, long features, double eps, double momentum, bool affine, bool track, Device? device, ScalarType? dtype)
            : base(name)
        {
            (num_features, this.eps, this.momentum, this.affine, track_running_stats) = (features, eps, momentum, affine, track);
            if (affine)
            {
                weight = Initializer.Full([features], 1, device, dtype);
                bias = Initializer.Full([features], 0, device, dtype);
                register_parameter("weight", weight);
                register_parameter("bias", bias);
            }

            if (track)
            {
                running_mean = zeros([features], dtype, device);
                running_var = ones([features], dtype, device);
                num_batches_tracked = zeros([], ScalarType.Int64, device);
                register_buffer("running_mean", running_mean);
                register_buffer("running_var", running_var);
                register_buffer("num_batches_tracked", num_batches_tracked);
            }
        }

        public long num_features { get; }

        public double eps { get; set; }

        public double? momentum { get; set; }

        public bool affine { get; }

        public bool track_running_stats { get; }

        public Parameter? weight { get; }

        public Parameter? bias { get; }

        public Tensor? running_mean { get; }

        public Tensor? running_var { get; }

        public Tensor? num_batches_tracked { get; }
    }

    public abstract class BatchNorm : NormBase
    {
        private protected BatchNorm(string name, long features, double eps, double momentum, bool affine, bool track, Device? device, ScalarType? dtype)
            : base(name, features, eps, momentum, affine, track, device, dtype)
        {
        }

        public override Tensor forward(Tensor input)
        {
            if (training && num_batches_tracked is { } batches)
            {
                batches.add_(1);
            }

            return Operators.Call(
                "batch_norm",
                input.Native,
                Tensor.Or(weight),
                Tensor.Or(bias),
                Tensor.Or(running_mean),
                Tensor.Or(running_var),
                training || running_mean is null,
                momentum ?? 0.1,
                eps,
                true);
        }
    }

    public sealed class BatchNorm1d : BatchNorm
    {
        internal BatchNorm1d(long features, double eps, double momentum, bool affine, bool track, Device? device, ScalarType? dtype)
            : base(nameof(BatchNorm1d), features, eps, momentum, affine, track, device, dtype)
        {
        }
    }

    public sealed class BatchNorm2d : BatchNorm
    {
        internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool track, Device? device, ScalarType? dtype)
            : base(nameof(BatchNorm2d), features, eps, momentum, affine, track, device, dtype)
        {
        }
    }

    public abstract class InstanceNorm : NormBase
    {
        private protected InstanceNorm(string name, long features, double eps, double momentum, bool affine, bool track, Device? device, ScalarType? dtype)
            : base(name, features, eps, momentum, affine, track, device, dtype)
        {
        }

        public override Tensor forward(Tensor input) => Operators.Call(
            "instance_norm",
            input.Native,
            Tensor.Or(weight),
            Tensor.Or(bias),
            Tensor.Or(running_mean),
            Tensor.Or(running_var),
            training || !track_running_stats,
            momentum ?? 0.1,
            eps,
            true);
    }

    public sealed class InstanceNorm2d : InstanceNorm
    {
        internal InstanceNorm2d(long features, double eps, double momentum, bool affine, bool track, Device? device, ScalarType? dtype)
            : base(nameof(InstanceNorm2d), features, eps, momentum, affine, track, device, dtype)
        {
        }
    }

    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        private readonly long[] _shape;

        internal LayerNorm(long[] shape, double eps, bool affine, bool hasBias, Device? device, ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            (_shape, this.eps, elementwise_affine) = (shape, eps, affine);
            if (affine)
            {
                weight = Initializer.Full(shape, 1, device, dtype);
                register_parameter("weight", weight);
                if (hasBias)
                {
                    bias = Initializer.Full(shape, 0, device, dtype);
                    register_parameter("bias", bias);
                }
            }
        }

        public double eps { get; set; }

        public bool elementwise_affine { get; set; }

        public Parameter? weight { get; }

        public Parameter? bias { get; }

        public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, _shape, weight, bias, eps);
    }
}
