namespace Rationale.Kernels;

/// <summary>
/// One axis of a convolution, as arithmetic sequences: target <c>TargetFirst + i · TargetStep</c> reads source <c>SourceFirst + i · SourceStep + OffsetFirst +
/// j · OffsetStep</c> with kernel tap <c>TapFirst + j · TapStep</c>.
/// </summary>
/// <remarks>
/// A forward pass is one phase. In the input gradient with stride s the pixels with the same remainder use the same taps, every s-th (or fewer, where the
/// dilation shares a divisor with the stride), so it is s such phases; the taps run backwards, so that the source runs forwards.
/// </remarks>
internal readonly record struct AxisPhase(
    int TargetFirst, int TargetStep, int TargetCount, int SourceFirst, int SourceStep, int TapFirst, int TapStep, int TapCount, int OffsetFirst, int OffsetStep)
{
    /// <summary>The first source that is read.</summary>
    public int Low => SourceFirst + Math.Min(OffsetFirst, OffsetFirst + ((TapCount - 1) * OffsetStep));

    /// <summary>The last source that is read.</summary>
    public int High => SourceFirst + ((TargetCount - 1) * SourceStep) + Math.Max(OffsetFirst, OffsetFirst + ((TapCount - 1) * OffsetStep));

    /// <summary>Whether anything is read.</summary>
    public bool Reads => TapCount > 0 && TargetCount > 0;

    /// <summary>From an image to <paramref name="windows"/> windows.</summary>
    public static AxisPhase Forward(int windows, int kernel, int stride, int pad, int dilation) =>
        new(0, 1, windows, -pad, stride, 0, 1, kernel, 0, dilation);

    /// <summary>From windows to the pixels whose place in the padded image leaves the remainder <paramref name="phase"/>.</summary>
    public static AxisPhase Backward(int size, int kernel, int stride, int pad, int dilation, int phase)
    {
        int target = (((phase - pad) % stride) + stride) % stride;
        int count = target < size ? ((size - 1 - target) / stride) + 1 : 0;
        int tap = kernel - 1;
        while (tap >= 0 && tap * dilation % stride != phase)
        {
            tap--;
        }

        if (tap < 0)
        {
            return new(target, stride, count, 0, 1, 0, 0, 0, 0, 0);
        }

        int next = tap - 1;
        while (next >= 0 && next * dilation % stride != phase)
        {
            next--;
        }

        int step = next < 0 ? tap + 1 : tap - next;
        return new(
            target, stride, count, (target + pad - phase) / stride, 1, tap, -step, (tap / step) + 1, -(((tap * dilation) - phase) / stride), step * dilation / stride);
    }
}

/// <summary>A direction through a convolution.</summary>
internal interface IDirection
{
    /// <summary>Whether the source is the image, and the target the windows.</summary>
    static abstract bool IsForward { get; }

    /// <summary>Phases of the rows.</summary>
    static abstract int PhasesY(ConvolutionGeometry g);

    /// <summary>Phases of the columns.</summary>
    static abstract int PhasesX(ConvolutionGeometry g);

    /// <summary>One phase of the rows.</summary>
    static abstract AxisPhase Y(ConvolutionGeometry g, int phase);

    /// <summary>One phase of the columns.</summary>
    static abstract AxisPhase X(ConvolutionGeometry g, int phase);
}

/// <summary>From the image to the windows.</summary>
internal readonly struct ForwardPhases : IDirection
{
    public static bool IsForward => true;

    public static int PhasesY(ConvolutionGeometry g) => 1;

    public static int PhasesX(ConvolutionGeometry g) => 1;

    public static AxisPhase Y(ConvolutionGeometry g, int phase) => AxisPhase.Forward(g.OutHeight, g.KernelHeight, g.StrideY, g.PadTop, g.DilationY);

    public static AxisPhase X(ConvolutionGeometry g, int phase) => AxisPhase.Forward(g.OutWidth, g.KernelWidth, g.StrideX, g.PadLeft, g.DilationX);
}

/// <summary>From the windows to the image.</summary>
internal readonly struct BackwardPhases : IDirection
{
    public static bool IsForward => false;

    public static int PhasesY(ConvolutionGeometry g) => g.StrideY;

    public static int PhasesX(ConvolutionGeometry g) => g.StrideX;

    public static AxisPhase Y(ConvolutionGeometry g, int phase) =>
        AxisPhase.Backward(g.Height, g.KernelHeight, g.StrideY, g.PadTop, g.DilationY, phase);

    public static AxisPhase X(ConvolutionGeometry g, int phase) =>
        AxisPhase.Backward(g.Width, g.KernelWidth, g.StrideX, g.PadLeft, g.DilationX, phase);
}
