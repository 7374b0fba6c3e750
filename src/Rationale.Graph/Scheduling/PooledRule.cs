using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>
/// Which adjoints of a convolution are joined with the max pooling behind it, and how their filters are packed. It decides about the length of packed filters, so it depends on sizes alone and
/// is the same on every machine.
/// </summary>
internal static class PooledRule
{
    /// <summary>Elements behind the packed filters that a vector may read.</summary>
    private const int Slack = 16;

    /// <summary>Elements of a line from which on lines are filled up to the longest vectors, others to shorter ones; and from which on one product pays more than computing all places.</summary>
    private const int LongLine = 32;
    private const int ShortVector = 8;

    /// <summary>Elements of filters that stay in a first-level cache; of larger ones the dense forms read each number for many windows.</summary>
    private const int MaxWeights = 16 * 1024;

    /// <summary>Pixels of a window from which on less arithmetic pays for finding the maxima again.</summary>
    private const int MinWindow = 4;

    /// <summary>Whether a convolution and the pooling behind it are joined: windows that do not overlap, filters that move by one pixel.</summary>
    public static bool Includes(ConvolutionSizes sizes, Window pool) => sizes is { Groups: 1, Window: { Stride: 1, Dilation: 1 } window }
        && pool is { Padding: 0, Dilation: 1 } and not AdaptiveWindow
        && pool.Stride >= Math.Max(pool.Height, pool.Width)
        && pool.Height * pool.Width >= MinWindow
        && sizes.WeightLength <= MaxWeights
        && !WinogradRule.Includes(window.Height, window.Width, sizes.Channels, sizes.Filters, Math.Min(sizes.Height, sizes.OutHeight), Math.Min(sizes.Width, sizes.OutWidth));

    /// <summary>Whether a convolution of which a pooling window keeps one value is joined too: not where the products of a filter are so short that adding up their lanes takes longer.</summary>
    public static bool IncludesForward(ConvolutionSizes sizes, Window pool) => Includes(sizes, pool) && Line(sizes.Window.Width, pool.Width, sizes.Channels) >= LongLine;

    /// <summary>Elements of a line of what one pooling window looks at: the pixels of all its filter positions.</summary>
    public static int Line(int kernelWidth, int poolWidth, int channels)
    {
        var line = (kernelWidth + poolWidth - 1) * channels;
        return line < LongLine ? (line + ShortVector - 1) / ShortVector * ShortVector : PackPanelsOp.RoundUp(line);
    }

    /// <summary>Elements of all filters, each with zeros above it and beside it.</summary>
    public static int PackedLength(int kernelHeight, int kernelWidth, int poolHeight, int poolWidth, int channels, int filters) =>
        checked((((filters * (kernelHeight + poolHeight - 1)) + poolHeight) * Line(kernelWidth, poolWidth, channels)) + Slack);
}
