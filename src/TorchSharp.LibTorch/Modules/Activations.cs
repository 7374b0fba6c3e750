using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ReLU ReLU(bool inplace = false) => new();

            public static Sigmoid Sigmoid() => new();

            public static Tanh Tanh() => new();

            public static SiLU SiLU() => new();

            public static GELU GELU() => new();

            public static Softplus Softplus(double beta = 1, double threshold = 20) => new(beta, threshold);

            public static ELU ELU(double alpha = 1, bool inplace = false) => new(alpha);

            public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope);

            public static Softmax Softmax(long dim) => new(dim);

            public static LogSoftmax LogSoftmax(long dim) => new(dim);

            public static Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static Identity Identity() => new();

            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A module that has nothing to train.</summary>
    public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>
    {
        protected ParameterLessModule(string name)
            : base(name)
        {
        }
    }

    public sealed class ReLU : ParameterLessModule<Tensor, Tensor>
    {
        internal ReLU()
            : base(nameof(ReLU))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.relu();
    }

    public sealed class Sigmoid : ParameterLessModule<Tensor, Tensor>
    {
        internal Sigmoid()
            : base(nameof(Sigmoid))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.sigmoid();
    }

    public sealed class Tanh : ParameterLessModule<Tensor, Tensor>
    {
        internal Tanh()
            : base(nameof(Tanh))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.tanh();
    }

    public sealed class SiLU : ParameterLessModule<Tensor, Tensor>
    {
        internal SiLU()
            : base(nameof(SiLU))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.silu();
    }

    public sealed class GELU : ParameterLessModule<Tensor, Tensor>
    {
        internal GELU()
            : base(nameof(GELU))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.gelu();
    }

    public sealed class Softplus : ParameterLessModule<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> _map;

        internal Softplus(double beta, double threshold)
            : base(nameof(Softplus)) => _map = x => x.softplus(beta, threshold);

        public override Tensor forward(Tensor tensor) => _map(tensor);
    }

    public sealed class ELU : ParameterLessModule<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> _map;

        internal ELU(double alpha)
            : base(nameof(ELU)) => _map = x => x.elu(alpha);

        public override Tensor forward(Tensor tensor) => _map(tensor);
    }

    public sealed class LeakyReLU : ParameterLessModule<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> _map;

        internal LeakyReLU(double negative_slope)
            : base(nameof(LeakyReLU)) => _map = x => x.leaky_relu(negative_slope);

        public override Tensor forward(Tensor tensor) => _map(tensor);
    }

    public sealed class Softmax : ParameterLessModule<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> _map;

        internal Softmax(long dim)
            : base(nameof(Softmax)) => _map = x => x.softmax(dim);

        public override Tensor forward(Tensor tensor) => _map(tensor);
    }

    public sealed class LogSoftmax : ParameterLessModule<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> _map;

        internal LogSoftmax(long dim)
            : base(nameof(LogSoftmax)) => _map = x => x.log_softmax(dim);

        public override Tensor forward(Tensor tensor) => _map(tensor);
    }

    public sealed class Identity : ParameterLessModule<Tensor, Tensor>
    {
        internal Identity()
            : base(nameof(Identity))
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.alias();
    }

    public sealed class Flatten : ParameterLessModule<Tensor, Tensor>
    {
        internal Flatten(long start, long end)
            : base(nameof(Flatten)) => (start_dim, end_dim) = (start, end);

        public long start_dim { get; set; }

        public long end_dim { get; set; }

        public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);
    }

    public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
    {
        internal Dropout(double p, bool inplace)
            : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

        public double p { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor tensor) => nn.functional.dropout(tensor, p, training, inplace);
    }

    /// <summary>Drops whole channels of images.</summary>
    public sealed class Dropout2d : ParameterLessModule<Tensor, Tensor>
    {
        internal Dropout2d(double p, bool inplace)
            : base(nameof(Dropout2d)) => (this.p, this.inplace) = (p, inplace);

        public double p { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.dropout2d(input, p, training, inplace);
    }
}
