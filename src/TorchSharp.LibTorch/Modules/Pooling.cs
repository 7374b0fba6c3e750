using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new(kernel_size, stride, padding, dilation, ceil_mode);

            public static AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new(output_size, output_size);

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new(output_size.Item1, output_size.Item2);
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> _pool;

        internal MaxPool2d(long kernel, long? stride, long? padding, long? dilation, bool ceil)
            : base(nameof(MaxPool2d)) => _pool = x => nn.functional.max_pool2d(x, kernel, stride, padding, dilation, ceil);

        public override Tensor forward(Tensor input) => _pool(input);
    }

    public sealed class AvgPool2d : ParameterLessModule<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> _pool;

        internal AvgPool2d(long kernel, long? stride, long? padding, bool ceil, bool countPadding, long? divisor)
            : base(nameof(AvgPool2d)) => _pool = x => nn.functional.avg_pool2d(x, kernel, stride, padding ?? 0, ceil, countPadding, divisor);

        public override Tensor forward(Tensor input) => _pool(input);
    }

    public sealed class AdaptiveAvgPool2d : ParameterLessModule<Tensor, Tensor>
    {
        private readonly long[] _size;

        internal AdaptiveAvgPool2d(long height, long width)
            : base(nameof(AdaptiveAvgPool2d)) => _size = [height, width];

        public override Tensor forward(Tensor input) => nn.functional.adaptive_avg_pool2d(input, _size);
    }
}
