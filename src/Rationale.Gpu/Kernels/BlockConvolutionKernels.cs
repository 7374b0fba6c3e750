using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// Two-dimensional convolutions of images with channels last, as the class of that name for the CPU, over weights that are not packed:
/// [groups, kernelHeight, kernelWidth, channels / groups, outChannels / groups]. Each element of a result is the sum of one thread, so that nothing is added to memory twice.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockConvolutionKernels
{
    /// <summary><c>y = conv(x)</c>.</summary>
    public static void Forward<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> weights, ArrayView<T> y, int images, BlockConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.OutHeight * g.OutWidth * g.OutChannels; i += lanes.Stride)
        {
            y[i] = Output(x, weights, i, g);
        }
    }

    /// <summary><c>y = conv(x) + bias</c>.</summary>
    public static void ForwardBias<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y, int images, BlockConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.OutHeight * g.OutWidth * g.OutChannels; i += lanes.Stride)
        {
            y[i] = Output(x, weights, i, g) + bias[i % g.OutChannels];
        }
    }

    /// <summary><c>y = max(conv(x) + bias, 0)</c>.</summary>
    public static void ForwardBiasRelu<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y, int images, BlockConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.OutHeight * g.OutWidth * g.OutChannels; i += lanes.Stride)
        {
            T sum = Output(x, weights, i, g) + bias[i % g.OutChannels];
            y[i] = sum < T.Zero ? T.Zero : sum;
        }
    }

    /// <summary><c>y = conv(x) ⊙ (gate &gt; 0 ? 1 : below)</c>.</summary>
    public static void ForwardReluBackward<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> weights, ArrayView<T> gate, ArrayView<T> y, int images, BlockConvolutionGeometry g, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.OutHeight * g.OutWidth * g.OutChannels; i += lanes.Stride)
        {
            T slope = gate[i] > T.Zero ? T.One : below;
            y[i] = slope * Output(x, weights, i, g);
        }
    }

    /// <summary>The adjoint of <see cref="Forward"/> in x; overwrites dx.</summary>
    public static void InputGradient<T>(Lanes lanes, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx, int images, BlockConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.Height * g.Width * g.Channels; i += lanes.Stride)
        {
            dx[i] = Input(dy, weights, i, g);
        }
    }

    /// <summary><see cref="InputGradient"/>, times <c>gate &gt; 0 ? 1 : below</c>.</summary>
    public static void InputGradientReluBackward<T>(Lanes lanes, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> gate, ArrayView<T> dx, int images, BlockConvolutionGeometry g, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < images * g.Height * g.Width * g.Channels; i += lanes.Stride)
        {
            T slope = gate[i] > T.Zero ? T.One : below;
            dx[i] = slope * Input(dy, weights, i, g);
        }
    }

    /// <summary>The adjoint of <see cref="Forward"/> in the weights, summed over the images.</summary>
    public static void WeightGradient<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> dy, ArrayView<T> dw, int images, BlockConvolutionGeometry g, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int terms = images * g.OutHeight * g.OutWidth;
        if (Strip.IsWorthwhile(lanes, g.Weights, terms))
        {
            var strip = Strip.Of(lanes, g.Weights);
            for (int first = lanes.Block * strip.Width; first < g.Weights; first += lanes.Blocks * strip.Width)
            {
                int i = first + strip.Lane;
                T part = i < g.Weights ? Weight(x, dy, i, strip.Part, strip.Parts, terms, g) : T.Zero;
                T total = BlockSum.Of(strip, lanes.Thread, part);
                if (strip.Part == 0 && i < g.Weights)
                {
                    dw[i] = accumulate ? dw[i] + total : total;
                }
            }

            return;
        }

        for (int i = lanes.First; i < g.Weights; i += lanes.Stride)
        {
            T sum = Weight(x, dy, i, 0, 1, terms, g);
            dw[i] = accumulate ? dw[i] + sum : sum;
        }
    }

    /// <summary>An element of an output: the sum over the window.</summary>
    private static T Output<T>(ArrayView<T> x, ArrayView<T> weights, int i, BlockConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int filter = i % g.OutChannels, pixel = i / g.OutChannels;
        int ox = pixel % g.OutWidth, oy = pixel / g.OutWidth % g.OutHeight, image = pixel / g.OutWidth / g.OutHeight;
        int outs = g.GroupOutChannels, ins = g.GroupChannels, group = filter / outs;
        int at = (group * g.KernelHeight * g.KernelWidth * ins * outs) + (filter % outs);
        T sum = T.Zero;
        for (int ky = 0; ky < g.KernelHeight; ky++)
        {
            int y = (oy * g.StrideY) - g.PadTop + (ky * g.DilationY);
            if (y < 0 || y >= g.Height)
            {
                continue;
            }

            for (int kx = 0; kx < g.KernelWidth; kx++)
            {
                int column = (ox * g.StrideX) - g.PadLeft + (kx * g.DilationX);
                if (column < 0 || column >= g.Width)
                {
                    continue;
                }

                int source = (((((image * g.Height) + y) * g.Width) + column) * g.Channels) + (group * ins);
                int tap = at + (((ky * g.KernelWidth) + kx) * ins * outs);
                for (int channel = 0; channel < ins; channel++)
                {
                    sum += x[source + channel] * weights[tap + (channel * outs)];
                }
            }
        }

        return sum;
    }

    /// <summary>An element of an image's gradient: the sum over the windows that see it.</summary>
    private static T Input<T>(ArrayView<T> dy, ArrayView<T> weights, int i, BlockConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channel = i % g.Channels, pixel = i / g.Channels;
        int column = pixel % g.Width, row = pixel / g.Width % g.Height, image = pixel / g.Width / g.Height;
        int outs = g.GroupOutChannels, ins = g.GroupChannels, group = channel / ins;
        int at = (group * g.KernelHeight * g.KernelWidth * ins * outs) + (channel % ins * outs);
        T sum = T.Zero;
        for (int ky = 0; ky < g.KernelHeight; ky++)
        {
            int y = row + g.PadTop - (ky * g.DilationY), oy = y / g.StrideY;
            if (y < 0 || y % g.StrideY != 0 || oy >= g.OutHeight)
            {
                continue;
            }

            for (int kx = 0; kx < g.KernelWidth; kx++)
            {
                int x = column + g.PadLeft - (kx * g.DilationX), ox = x / g.StrideX;
                if (x < 0 || x % g.StrideX != 0 || ox >= g.OutWidth)
                {
                    continue;
                }

                int source = (((((image * g.OutHeight) + oy) * g.OutWidth) + ox) * g.OutChannels) + (group * outs);
                int tap = at + (((ky * g.KernelWidth) + kx) * ins * outs);
                for (int filter = 0; filter < outs; filter++)
                {
                    sum += dy[source + filter] * weights[tap + filter];
                }
            }
        }

        return sum;
    }

    /// <summary>A part of an element of the weights' gradient: every <paramref name="step"/>-th window.</summary>
    private static T Weight<T>(ArrayView<T> x, ArrayView<T> dy, int i, int first, int step, int windows, BlockConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outs = g.GroupOutChannels, ins = g.GroupChannels;
        int filter = i % outs, channel = i / outs % ins, tap = i / outs / ins % (g.KernelHeight * g.KernelWidth), group = i / outs / ins / (g.KernelHeight * g.KernelWidth);
        int ky = tap / g.KernelWidth, kx = tap % g.KernelWidth;
        T sum = T.Zero;
        for (int window = first; window < windows; window += step)
        {
            int ox = window % g.OutWidth, oy = window / g.OutWidth % g.OutHeight, image = window / g.OutWidth / g.OutHeight;
            int row = (oy * g.StrideY) - g.PadTop + (ky * g.DilationY), column = (ox * g.StrideX) - g.PadLeft + (kx * g.DilationX);
            if (row >= 0 && row < g.Height && column >= 0 && column < g.Width)
            {
                sum += x[(((((image * g.Height) + row) * g.Width) + column) * g.Channels) + (group * ins) + channel] * dy[(window * g.OutChannels) + (group * outs) + filter];
            }
        }

        return sum;
    }
}
