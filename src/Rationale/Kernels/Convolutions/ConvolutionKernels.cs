using System.ComponentModel;
using System.Numerics;

namespace Rationale.Kernels;

/// <summary>
/// Two-dimensional convolutions (cross-correlations, as in every deep-learning library) of images with channels last, on one thread. Generated code calls
/// these; a result may not overlap an operand.
/// </summary>
/// <remarks>
/// Kernels of 3 × 3 over many channels run as <see cref="Winograd"/>'s. Of all others the patches are not copied: the micro-kernel of the matrix product reads
/// them where they are, by a table of windows and one of kernel rows; an image is copied only to give it a margin of zeros. The input gradient is a
/// convolution of the output gradient with the turned kernel, one for each phase of the stride, so that nothing is added to memory twice. Where there
/// are so few channels that vectors would stay empty, the patches' gradients are computed as one product and added up, and the two other forms have
/// pixels in the lanes of vectors (<see cref="PlaneGeometry"/>).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ConvolutionKernels
{
    /// <summary>Elements of weights packed for the forward pass, on every machine.</summary>
    public static int PackedLength(ConvolutionGeometry g) => checked((int)(g.IsDepthwise
        ? (long)g.Taps * g.Channels
        : g.IsWinograd ? Winograd.PackedLength(g.Channels, g.OutChannels)
        : g.Groups * Panels.Length(g.Taps * g.GroupChannels, g.GroupOutChannels)));

    /// <summary>Elements of weights packed for the input gradient, on every machine.</summary>
    public static int PackedTransposedLength(ConvolutionGeometry g) => checked((int)(g.IsDepthwise
        ? (long)g.Taps * g.Channels
        : g.IsWinograd ? Winograd.PackedLength(g.OutChannels, g.Channels)
        : ConvolutionFold.IsCheaper(g) ? Panels.Length(g.OutChannels, g.Taps * g.Channels)
        : g.Groups * Panels.Length(g.Taps * g.GroupOutChannels, g.GroupChannels)));

    /// <summary>Packs weights for <see cref="Forward"/>.</summary>
    /// <param name="weights">[groups, kernelHeight, kernelWidth, channels / groups, outChannels / groups].</param>
    /// <param name="packed">Space for <see cref="PackedLength"/> elements.</param>
    /// <param name="g">The sizes.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Pack<T>(ReadOnlySpan<T> weights, Span<T> packed, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(weights.Length, g.Weights, nameof(weights));
        Require.Length(packed.Length, PackedLength(g), nameof(packed));
        fixed (T* source = weights, destination = packed)
        {
            ConvolutionPacking.Pack(source, destination, g);
        }
    }

    /// <summary>Packs weights for <see cref="InputGradient"/>.</summary>
    /// <param name="weights">[groups, kernelHeight, kernelWidth, channels / groups, outChannels / groups].</param>
    /// <param name="packed">Space for <see cref="PackedTransposedLength"/> elements.</param>
    /// <param name="g">The sizes.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void PackTransposed<T>(ReadOnlySpan<T> weights, Span<T> packed, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(weights.Length, g.Weights, nameof(weights));
        Require.Length(packed.Length, PackedTransposedLength(g), nameof(packed));
        fixed (T* source = weights, destination = packed)
        {
            ConvolutionPacking.PackTransposed(source, destination, g);
        }
    }

    /// <summary><c>y = conv(x)</c>.</summary>
    /// <param name="x">[images, height, width, channels].</param>
    /// <param name="packed">Weights from <see cref="Pack"/>.</param>
    /// <param name="y">[images, outHeight, outWidth, outChannels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> packed, Span<T> y, int images, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunForward<T, StoreProduct>(x, packed, default, 0, y, images, g, T.One);

    /// <summary><c>y = conv(x) + bias</c>, a bias [outChannels] for each channel. Shapes as in <see cref="Forward"/>.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void ForwardBias<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> packed, ReadOnlySpan<T> bias, Span<T> y, int images, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunForward<T, AddBias>(x, packed, bias, g.OutChannels, y, images, g, T.One);

    /// <summary><c>y = max(conv(x) + bias, 0)</c>. Shapes as in <see cref="ForwardBias"/>.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void ForwardBiasRelu<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> packed, ReadOnlySpan<T> bias, Span<T> y, int images, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunForward<T, AddBiasRelu>(x, packed, bias, g.OutChannels, y, images, g, T.One);

    /// <summary><c>y = conv(x) ⊙ (gate &gt; 0 ? 1 : below)</c>, the gate shaped as y. Shapes as in <see cref="Forward"/>.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void ForwardReluBackward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> packed, ReadOnlySpan<T> gate, Span<T> y, int images, ConvolutionGeometry g, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunForward<T, MultiplyReluBackward>(x, packed, gate, images * g.Output, y, images, g, below);

    /// <summary>The adjoint of <see cref="Forward"/> in x, which is also the transposed convolution; overwrites dx.</summary>
    /// <param name="dy">[images, outHeight, outWidth, outChannels].</param>
    /// <param name="packedTransposed">Weights from <see cref="PackTransposed"/>.</param>
    /// <param name="dx">[images, height, width, channels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes of the forward convolution.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void InputGradient<T>(ReadOnlySpan<T> dy, ReadOnlySpan<T> packedTransposed, Span<T> dx, int images, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunBackward<T, StoreProduct>(dy, packedTransposed, default, 0, dx, images, g, T.One);

    /// <summary>
    /// <see cref="InputGradient"/>, times <c>gate &gt; 0 ? 1 : below</c>: the step back through a convolution and the (leaky) rectifier before it; the gate is
    /// shaped as dx.
    /// </summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void InputGradientReluBackward<T>(
        ReadOnlySpan<T> dy, ReadOnlySpan<T> packedTransposed, ReadOnlySpan<T> gate, Span<T> dx, int images, ConvolutionGeometry g, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunBackward<T, MultiplyReluBackward>(dy, packedTransposed, gate, images * g.Input, dx, images, g, below);

    /// <summary>The adjoint of <see cref="Forward"/> in the weights, summed over the images.</summary>
    /// <param name="x">[images, height, width, channels].</param>
    /// <param name="dy">[images, outHeight, outWidth, outChannels].</param>
    /// <param name="dw">[groups, kernelHeight, kernelWidth, channels / groups, outChannels / groups].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes.</param>
    /// <param name="accumulate">Whether the gradient is added to dw.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void WeightGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw, int images, ConvolutionGeometry g, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(images, 0);
        Require.Length(x.Length, images * g.Input, nameof(x));
        Require.Length(dy.Length, images * g.Output, nameof(dy));
        Require.Length(dw.Length, g.Weights, nameof(dw));
        if (!accumulate)
        {
            dw[..(int)g.Weights].Clear();
        }

        fixed (T* inputs = x, deltas = dy, gradient = dw)
        {
            if (g.IsWinograd)
            {
                WinogradWeights.Add(inputs, deltas, gradient, images, g);
            }
            else if (PlaneGeometry.IsCheaperForWeights<T>(g))
            {
                PlaneWeights.Add(inputs, deltas, gradient, images, g);
            }
            else if (PatchWeights.IsCheaper<T>(g))
            {
                PatchWeights.Add(inputs, deltas, gradient, images, g);
            }
            else
            {
                ConvolutionWeights.Add(inputs, deltas, gradient, images, g);
            }
        }
    }

    private static void RunForward<T, TEpilogue>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> packed, ReadOnlySpan<T> side, long sideLength, Span<T> y, int images, ConvolutionGeometry g, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        Require.Dimensions(images, 0);
        Require.Length(x.Length, images * g.Input, nameof(x));
        Require.Length(packed.Length, PackedLength(g), nameof(packed));
        Require.Length(y.Length, images * g.Output, nameof(y));
        Require.Length(side.Length, sideLength, TEpilogue.SideHasRows ? "gate" : "bias");
        fixed (T* source = x, weights = packed, beside = side, target = y)
        {
            if (g.IsWinograd)
            {
                Winograd.Run<T, TEpilogue, ForwardPhases>(source, weights, target, images, g, beside, below);
            }
            else if (PlaneGeometry.IsCheaper<T>(g))
            {
                PlaneConvolution.Run<T, TEpilogue>(source, weights, target, images, g, beside, below);
            }
            else
            {
                ConvolutionPasses.Run<T, TEpilogue, ForwardPhases>(source, weights, target, images, g, beside, below);
            }
        }
    }

    private static void RunBackward<T, TEpilogue>(
        ReadOnlySpan<T> dy, ReadOnlySpan<T> packedTransposed, ReadOnlySpan<T> side, long sideLength, Span<T> dx, int images, ConvolutionGeometry g, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        Require.Dimensions(images, 0);
        Require.Length(dy.Length, images * g.Output, nameof(dy));
        Require.Length(packedTransposed.Length, PackedTransposedLength(g), nameof(packedTransposed));
        Require.Length(dx.Length, images * g.Input, nameof(dx));
        Require.Length(side.Length, sideLength, "gate");
        fixed (T* source = dy, weights = packedTransposed, beside = side, target = dx)
        {
            if (g.IsWinograd)
            {
                Winograd.Run<T, TEpilogue, BackwardPhases>(source, weights, target, images, g, beside, below);
            }
            else if (ConvolutionFold.IsCheaper(g))
            {
                ConvolutionFold.Run<T, TEpilogue>(source, weights, target, images, g, beside, below);
            }
            else
            {
                ConvolutionPasses.Run<T, TEpilogue, BackwardPhases>(source, weights, target, images, g, beside, below);
            }
        }
    }
}
