namespace Rationale.Gpu.Kernels;

/// <summary>
/// How the pixels of a result see those of an image along one axis: at tap t, pixel i takes <c>First + i · Step + t · Delta</c> with the weights of kernel index <c>Kernel + t · KernelStep</c>. The adjoint of a
/// convolution in its image is of the same form for those pixels whose index has the same remainder by the stride: only every stride-th kernel index sees them, and neighbors among them see neighbors.
/// </summary>
internal readonly struct PatchAxis
{
    /// <summary>The image's pixel that the first pixel takes at the first tap.</summary>
    public readonly int First;

    /// <summary>From one pixel to the next.</summary>
    public readonly int Step;

    /// <summary>From one tap to the next.</summary>
    public readonly int Delta;

    /// <summary>How many taps there are.</summary>
    public readonly int Taps;

    /// <summary>The kernel index of the first tap.</summary>
    public readonly int Kernel;

    /// <summary>From one tap's kernel index to the next.</summary>
    public readonly int KernelStep;

    private PatchAxis(int first, int step, int delta, int taps, int kernel, int kernelStep) => (First, Step, Delta, Taps, Kernel, KernelStep) = (first, step, delta, taps, kernel, kernelStep);

    /// <summary>The windows of a convolution.</summary>
    public static PatchAxis Windows(int kernel, int stride, int pad, int dilation) => new(-pad, stride, dilation, kernel, 0, 1);

    /// <summary>The outputs whose windows see the pixels <c>remainder + i · stride</c> of an image.</summary>
    public static PatchAxis Outputs(int remainder, int kernel, int stride, int pad, int dilation)
    {
        int first = kernel, second = kernel;
        for (int k = kernel - 1; k >= 0; k--)
        {
            if ((remainder + pad - (k * dilation)) % stride == 0)
            {
                second = first;
                first = k;
            }
        }

        // Indices that see these pixels repeat; where there is only one, the next would be beyond the kernel.
        int step = second < kernel ? second - first : kernel, taps = (kernel - first + step - 1) / step;
        return new PatchAxis((remainder + pad - (first * dilation)) / stride, 1, -(step * dilation) / stride, taps, first, step);
    }
}
