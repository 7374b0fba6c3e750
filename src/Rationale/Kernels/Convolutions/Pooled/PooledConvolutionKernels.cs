using System.ComponentModel;
using System.Numerics;

namespace Rationale.Kernels;

/// <summary>
/// Convolutions of stride one that are joined with the max pooling behind them, on one thread: of each pooling window and channel only the value at the first maximum is needed, or only the cotangent
/// there is not zero, so that a window of 2 × 2 takes a quarter of the arithmetic. Generated code calls these; a result may not overlap an operand.
/// </summary>
/// <remarks>
/// The maxima are those of <c>maxima</c>, the image [images, outHeight, outWidth, outChannels] that was pooled; they are found again in each kernel, which takes less time than reading them from memory.
/// The windows of the pooling may not overlap or reach over the image.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PooledConvolutionKernels
{
    /// <summary>Elements of packed weights, on every machine.</summary>
    public static int PackedLength(ConvolutionGeometry g, PoolGeometry pool) => PooledGeometry.PackedLength(g, pool);

    /// <summary>Packs weights.</summary>
    /// <param name="weights">[kernelHeight, kernelWidth, channels, outChannels].</param>
    /// <param name="packed">Space for <see cref="PackedLength"/> elements.</param>
    /// <param name="g">The sizes of the convolution.</param>
    /// <param name="pool">The sizes of the pooling.</param>
    /// <exception cref="ArgumentException">A span is too short, or the two cannot be joined.</exception>
    public static void Pack<T>(ReadOnlySpan<T> weights, Span<T> packed, ConvolutionGeometry g, PoolGeometry pool)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PooledGeometry joined = Join(g, pool);
        Require.Length(weights.Length, g.Weights, nameof(weights));
        Require.Length(packed.Length, PackedLength(g, pool), nameof(packed));
        fixed (T* source = weights, destination = packed)
        {
            joined.Pack(source, destination);
        }
    }

    /// <summary><c>y</c> is <c>conv(x)</c> at the first maximum of each window: <see cref="PoolingKernels.MaxPoolGather"/> of <see cref="ConvolutionKernels.Forward"/>, linear in x and in the weights.</summary>
    /// <param name="maxima">[images, outHeight, outWidth, outChannels], what was pooled.</param>
    /// <param name="x">[images, height, width, channels].</param>
    /// <param name="packed">Weights from <see cref="Pack"/>.</param>
    /// <param name="y">[images, pooledHeight, pooledWidth, outChannels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes of the convolution.</param>
    /// <param name="pool">The sizes of the pooling.</param>
    /// <exception cref="ArgumentException">A span is too short, or the two cannot be joined.</exception>
    public static void Forward<T>(ReadOnlySpan<T> maxima, ReadOnlySpan<T> x, ReadOnlySpan<T> packed, Span<T> y, int images, ConvolutionGeometry g, PoolGeometry pool)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunForward(maxima, x, packed, default, y, images, g, pool, T.One, false);

    /// <summary><see cref="Forward"/>, times <c>gate &gt; 0 ? 1 : below</c>; the gate is shaped as y.</summary>
    /// <exception cref="ArgumentException">A span is too short, or the two cannot be joined.</exception>
    public static void ForwardReluBackward<T>(
        ReadOnlySpan<T> maxima, ReadOnlySpan<T> x, ReadOnlySpan<T> packed, ReadOnlySpan<T> gate, Span<T> y, int images, ConvolutionGeometry g, PoolGeometry pool, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunForward(maxima, x, packed, gate, y, images, g, pool, below, true);

    /// <summary>The adjoint of <see cref="Forward"/> in x: <see cref="ConvolutionKernels.InputGradient"/> of <see cref="PoolingKernels.MaxPoolBackward"/>. Overwrites dx.</summary>
    /// <param name="maxima">[images, outHeight, outWidth, outChannels], what was pooled.</param>
    /// <param name="dy">[images, pooledHeight, pooledWidth, outChannels].</param>
    /// <param name="packed">Weights from <see cref="Pack"/>.</param>
    /// <param name="dx">[images, height, width, channels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes of the convolution.</param>
    /// <param name="pool">The sizes of the pooling.</param>
    /// <exception cref="ArgumentException">A span is too short, or the two cannot be joined.</exception>
    public static void InputGradient<T>(ReadOnlySpan<T> maxima, ReadOnlySpan<T> dy, ReadOnlySpan<T> packed, Span<T> dx, int images, ConvolutionGeometry g, PoolGeometry pool)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunBackward<T, StoreProduct>(maxima, dy, packed, default, dx, images, g, pool, T.One);

    /// <summary><see cref="InputGradient"/>, times <c>gate &gt; 0 ? 1 : below</c>; the gate is shaped as dx.</summary>
    /// <exception cref="ArgumentException">A span is too short, or the two cannot be joined.</exception>
    public static void InputGradientReluBackward<T>(
        ReadOnlySpan<T> maxima, ReadOnlySpan<T> dy, ReadOnlySpan<T> packed, ReadOnlySpan<T> gate, Span<T> dx, int images, ConvolutionGeometry g, PoolGeometry pool, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunBackward<T, MultiplyReluBackward>(maxima, dy, packed, gate, dx, images, g, pool, below);

    /// <summary>The adjoint of <see cref="Forward"/> in the weights, summed over the images: <see cref="ConvolutionKernels.WeightGradient"/> of <see cref="PoolingKernels.MaxPoolBackward"/>.</summary>
    /// <param name="maxima">[images, outHeight, outWidth, outChannels], what was pooled.</param>
    /// <param name="dy">[images, pooledHeight, pooledWidth, outChannels].</param>
    /// <param name="x">[images, height, width, channels].</param>
    /// <param name="dw">[kernelHeight, kernelWidth, channels, outChannels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes of the convolution.</param>
    /// <param name="pool">The sizes of the pooling.</param>
    /// <param name="accumulate">Whether the gradient is added to dw.</param>
    /// <exception cref="ArgumentException">A span is too short, or the two cannot be joined.</exception>
    public static void WeightGradient<T>(
        ReadOnlySpan<T> maxima, ReadOnlySpan<T> dy, ReadOnlySpan<T> x, Span<T> dw, int images, ConvolutionGeometry g, PoolGeometry pool, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PooledGeometry joined = Check(maxima.Length, images, g, pool);
        Require.Length(dy.Length, images * pool.Output, nameof(dy));
        Require.Length(x.Length, images * g.Input, nameof(x));
        Require.Length(dw.Length, g.Weights, nameof(dw));
        if (!accumulate)
        {
            dw[..(int)g.Weights].Clear();
        }

        fixed (T* places = maxima, values = dy, inputs = x, gradient = dw)
        {
            if (images > 0)
            {
                PooledWeights.Add(places, values, inputs, gradient, images, joined);
            }
        }
    }

    private static void RunForward<T>(
        ReadOnlySpan<T> maxima, ReadOnlySpan<T> x, ReadOnlySpan<T> packed, ReadOnlySpan<T> gate, Span<T> y, int images, ConvolutionGeometry g, PoolGeometry pool, T below, bool isGated)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PooledGeometry joined = Check(maxima.Length, images, g, pool);
        Require.Length(x.Length, images * g.Input, nameof(x));
        Require.Length(packed.Length, PackedLength(g, pool), nameof(packed));
        Require.Length(y.Length, images * pool.Output, nameof(y));
        Require.Length(gate.Length, isGated ? images * pool.Output : 0, nameof(gate));
        fixed (T* places = maxima, source = x, weights = packed, gates = gate, target = y)
        {
            PooledForward.Run(places, source, weights, target, images, joined, gates, below);
        }
    }

    private static void RunBackward<T, TEpilogue>(
        ReadOnlySpan<T> maxima, ReadOnlySpan<T> dy, ReadOnlySpan<T> packed, ReadOnlySpan<T> gate, Span<T> dx, int images, ConvolutionGeometry g, PoolGeometry pool, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        PooledGeometry joined = Check(maxima.Length, images, g, pool);
        Require.Length(dy.Length, images * pool.Output, nameof(dy));
        Require.Length(packed.Length, PackedLength(g, pool), nameof(packed));
        Require.Length(dx.Length, images * g.Input, nameof(dx));
        Require.Length(gate.Length, TEpilogue.HasSide ? images * g.Input : 0, nameof(gate));
        fixed (T* places = maxima, values = dy, weights = packed, gates = gate, target = dx)
        {
            PooledInput.Run<T, TEpilogue>(places, values, weights, target, images, joined, gates, below);
        }
    }

    private static PooledGeometry Check(int maxima, int images, ConvolutionGeometry g, PoolGeometry pool)
    {
        PooledGeometry joined = Join(g, pool);
        Require.Dimensions(images, 0);
        Require.Length(maxima, images * pool.Input, nameof(maxima));
        return joined;
    }

    private static PooledGeometry Join(ConvolutionGeometry g, PoolGeometry pool) =>
        g is { Groups: 1, StrideY: 1, StrideX: 1, DilationY: 1, DilationX: 1 } && pool is { IsDisjoint: true, IsAdaptive: false, PadTop: 0, PadLeft: 0 }
        && (pool.Height, pool.Width, pool.Channels) == (g.OutHeight, g.OutWidth, g.OutChannels)
        && ((pool.OutHeight - 1) * pool.StrideY) + pool.KernelHeight <= pool.Height && ((pool.OutWidth - 1) * pool.StrideX) + pool.KernelWidth <= pool.Width
            ? new PooledGeometry(g, pool)
            : throw new ArgumentException(
                $"{pool} cannot be joined with {g}: the convolution must have stride one, no dilation and no groups, and the pooling must take its result by windows inside it that do not overlap.", nameof(pool));
}
