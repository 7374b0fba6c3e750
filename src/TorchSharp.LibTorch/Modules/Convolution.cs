using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [padding, padding], [dilation, dilation], groups, bias, padding_mode, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Pairs.Of(kernel_size, 1), Pairs.Of(stride, 1), Pairs.Of(padding, 0), Pairs.Of(dilation, 1), groups, bias, padding_mode, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [0, 0], [dilation, dilation], groups, bias, padding_mode, device, dtype, padding);

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, Padding padding, (long, long)? stride = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Pairs.Of(kernel_size, 1), Pairs.Of(stride, 1), [0, 0], Pairs.Of(dilation, 1), groups, bias, padding_mode, device, dtype, padding);

            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [padding, padding], [output_padding, output_padding], [dilation, dilation], groups, bias, padding_mode, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>What convolutions share: filters [out × in / groups × height × width], or [in × out / groups × …] where they are transposed.</summary>
    public abstract class Convolution : nn.Module<Tensor, Tensor>
    {
        private protected Convolution(
            string name, long inputs, long outputs, long[] kernel, long[] stride, long[] padding, long[] outputPadding, long[] dilation, bool transposed, long groups, bool hasBias, PaddingModes mode, Device? device, ScalarType? dtype, Padding? type = null)
            : base(name)
        {
            if (mode != PaddingModes.Zeros)
            {
                throw new NotSupportedException($"Padding by {mode} is not part of this subset; pad the image before a convolution without padding.");
            }

            (in_channels, out_channels, kernel_size, this.stride, this.padding) = (inputs, outputs, kernel, stride, padding);
            (output_padding, this.dilation, this.transposed, this.groups, padding_type) = (outputPadding, dilation, transposed, groups, type);
            var (first, second) = transposed ? (inputs, outputs) : (outputs, inputs);
            var bound = 1 / Math.Sqrt(second / groups * kernel[0] * kernel[1]);
            weight = Initializer.Uniform([first, second / groups, kernel[0], kernel[1]], bound, device, dtype);
            register_parameter("weight", weight);
            if (hasBias)
            {
                bias = Initializer.Uniform([outputs], bound, device, dtype);
                register_parameter("bias", bias);
            }
        }

        public long in_channels { get; }

        public long out_channels { get; }

        public long[] kernel_size { get; }

        public long[] stride { get; }

        public long[] padding { get; }

        /// <summary>How much the image is padded where that is not said in numbers.</summary>
        public Padding? padding_type { get; }

        public long[] output_padding { get; }

        public long[] dilation { get; }

        public bool transposed { get; }

        public long groups { get; }

        public Parameter weight { get; }

        public Parameter? bias { get; }

        // As wide as the image may mean one column more on the right than on the left, which libtorch knows how to do.
        public override Tensor forward(Tensor input) => padding_type == Padding.Same
            ? Operators.Call("conv2d.padding", input.Native, weight.Native, Tensor.Or(bias), stride, "same", dilation, groups)
            : Operators.Call("convolution", input.Native, weight.Native, Tensor.Or(bias), stride, padding, dilation, transposed, output_padding, groups);
    }

    public sealed class Conv2d : Convolution
    {
        internal Conv2d(long inputs, long outputs, long[] kernel, long[] stride, long[] padding, long[] dilation, long groups, bool hasBias, PaddingModes mode, Device? device, ScalarType? dtype, Padding? type = null)
            : base(nameof(Conv2d), inputs, outputs, kernel, stride, padding, [0, 0], dilation, false, groups, hasBias, mode, device, dtype, type)
        {
        }
    }

    public sealed class ConvTranspose2d : Convolution
    {
        internal ConvTranspose2d(long inputs, long outputs, long[] kernel, long[] stride, long[] padding, long[] outputPadding, long[] dilation, long groups, bool hasBias, PaddingModes mode, Device? device, ScalarType? dtype)
            : base(nameof(ConvTranspose2d), inputs, outputs, kernel, stride, padding, outputPadding, dilation, true, groups, hasBias, mode, device, dtype)
        {
        }
    }

    /// <summary>Heights and widths.</summary>
    internal static class Pairs
    {
        public static long[] Of((long, long)? pair, long otherwise) => pair is var (height, width) ? [height, width] : [otherwise, otherwise];

        public static long[] Of(long? value, long otherwise) => [value ?? otherwise, value ?? otherwise];
    }
}
