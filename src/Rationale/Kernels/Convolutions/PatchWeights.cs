using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>
/// The weight gradient of few output channels, with the weights of a channel in the lanes: a product of the transposed output gradient with the patches,
/// which are copied as its packed factor.
/// </summary>
internal static unsafe class PatchWeights
{
    // Windows whose patches are in memory at a time.
    private const int BlockRows = 256;

    /// <summary>Whether output channels leave many lanes of the machine's vectors empty, and patches have lines of a panel's width, which are copied as vectors.</summary>
    public static bool IsCheaper<T>(ConvolutionGeometry g)
        where T : unmanaged
    {
        int width = Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256.IsHardwareAccelerated ? Vector256<T>.Count : Vector128<T>.Count;
        int lanes = (g.OutChannels + width - 1) / width * width;
        return 8 * g.OutChannels < 7 * lanes && g is { Groups: 1, DilationX: 1 } && g.KernelWidth * g.Channels >= Panels.Width && g.Taps * g.Channels >= 4 * Panels.Width;
    }

    /// <summary>Adds the gradient of all images to <paramref name="dw"/>.</summary>
    public static void Add<T>(T* x, T* dy, T* dw, int rows, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows == 0)
        {
            return;
        }

        // The copy is as large as the window even if that lies inside the image: a vector may read behind its end.
        var window = SourceWindow.From<ForwardPhases>(g);
        int windows = g.OutHeight * g.OutWidth, k = g.Taps * g.Channels, n = g.OutChannels, image = window.Height * window.Width * window.Channels;
        int block = Math.Min(rows, (BlockRows + windows - 1) / windows);
        nint copied = ((nint)block * image) + Panels.Width, packed = (nint)Panels.Length(block * windows, k) + Panels.Width, weights = (nint)k * n;
        T* copy = Scratch.Take<T>(copied + packed + (2 * weights));
        T* patches = copy + copied, sums = patches + packed, turned = sums + weights;
        for (int row = 0; row < rows; row += block)
        {
            int images = Math.Min(block, rows - row);
            window.Copy(x + (row * (nint)g.Input), copy, images);
            Pack(copy, image, window.Width * window.Channels, images, patches, g);
            Blocks.Multiply<T, StoreProduct>(dy + (row * (nint)g.Output), 1, n, patches, sums, n, images * windows, k, row > 0, null, T.One);
        }

        Transposition.Run(sums, k, turned, n, n, k);
        AccumulationKernels.Sum(new Span<T>(dw, (int)weights), new ReadOnlySpan<T>(turned, (int)weights));
    }

    // Panel after panel, window after window: a vector that writes over the end of a patch is written over by what comes next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack<T>(T* copy, int image, int rowStride, int images, T* patches, ConvolutionGeometry g)
        where T : unmanaged
    {
        int line = g.KernelWidth * g.Channels, k = g.Taps * g.Channels, step = g.StrideX * g.Channels;
        nint down = (nint)g.StrideY * rowStride, across = (nint)g.DilationY * rowStride;
        for (int column = 0; column < k; column += Panels.Width)
        {
            // A panel begins in one line of the kernel and may end in the next.
            int ky = column / line, left = line - (column % line);
            bool hasSecond = left < Panels.Width && ky + 1 < g.KernelHeight;
            nint first = (ky * across) + (column % line), second = (ky + 1) * across;
            for (int i = 0; i < images; i++)
            {
                T* from = copy + ((nint)i * image);
                for (int y = 0; y < g.OutHeight; y++, from += down)
                {
                    T* source = from;
                    for (int x = g.OutWidth; x > 0; x--, source += step, patches += Panels.Width)
                    {
                        Unsafe.CopyBlockUnaligned(patches, source + first, (uint)(Panels.Width * sizeof(T)));
                        if (hasSecond)
                        {
                            Unsafe.CopyBlockUnaligned(patches + left, source + second, (uint)(Panels.Width * sizeof(T)));
                        }
                    }
                }
            }
        }
    }
}
