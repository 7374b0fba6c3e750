using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>
/// A convolution with stride one whose pixels, not channels, are the lanes of vectors. The source is copied once: for each column of the
/// kernel and each channel there is a plane that holds, line after line, what the windows of a line read. The windows of the next row of the kernel
/// are the same planes one line further, so that all windows of an image are one run of lanes.
/// </summary>
internal readonly struct PlaneGeometry
{
    // Windows of an image below which the planes cost more than they save, and below which the lanes of a weight gradient are added up too often.
    private const int MinPixels = 32;
    private const int MinPixelsOfWeights = 256;

    // Kernel positions below which a copied element is used too rarely.
    private const int MinTaps = 4;

    private readonly SourceWindow _window;
    private readonly int _columns;
    private readonly int _dilationX;

    private PlaneGeometry(SourceWindow window, AxisPhase y, AxisPhase x, int outputs)
    {
        _window = window;
        (_columns, _dilationX) = (x.TapCount, x.OffsetStep);
        (Width, Pixels, Outputs) = (x.TargetCount, y.TargetCount * x.TargetCount, outputs);
        (Lines, Depth, LineStride) = (y.TapCount, x.TapCount * window.Channels, y.OffsetStep * x.TargetCount);
    }

    /// <summary>Windows of a line.</summary>
    public int Width { get; }

    /// <summary>Windows of an image.</summary>
    public int Pixels { get; }

    /// <summary>Channels of the target.</summary>
    public int Outputs { get; }

    /// <summary>Rows of the kernel.</summary>
    public int Lines { get; }

    /// <summary>Planes: columns of the kernel times channels of the source.</summary>
    public int Depth { get; }

    /// <summary>Elements of a plane from one row of the kernel to the next.</summary>
    public int LineStride { get; }

    /// <summary>Elements of a source image.</summary>
    public nint SourceImage => (nint)_window.SourceHeight * _window.SourceWidth * _window.Channels;

    /// <summary>The geometry of a convolution.</summary>
    public static PlaneGeometry From(ConvolutionGeometry g) => new(SourceWindow.From<ForwardPhases>(g), ForwardPhases.Y(g, 0), ForwardPhases.X(g, 0), g.OutChannels);

    /// <summary>
    /// Whether planes take fewer vector operations in the forward pass than vectors of channels, because the channels leave many lanes of those empty. It
    /// depends on the width of the machine's vectors.
    /// </summary>
    public static bool IsCheaper<T>(ConvolutionGeometry g)
        where T : unmanaged
    {
        int width = Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256.IsHardwareAccelerated ? Vector256<T>.Count : Vector128<T>.Count;
        int lanes = (g.OutChannels + width - 1) / width * width;
        return 8 * g.OutChannels < 7 * lanes && g is { Groups: 1, StrideY: 1, StrideX: 1, Taps: >= MinTaps } && g.OutHeight * g.OutWidth >= MinPixels;
    }

    /// <summary>Whether the same is true of the weight gradient.</summary>
    public static bool IsCheaperForWeights<T>(ConvolutionGeometry g)
        where T : unmanaged => IsCheaper<T>(g) && g.OutHeight * g.OutWidth >= MinPixelsOfWeights;

    /// <summary>Elements from plane to plane, for vectors of <paramref name="count"/> elements: a vector may read behind the last line.</summary>
    public int Pitch(int count) => (((_window.Height * Width) + count - 1) / count * count) + count;

    /// <summary>Elements of a line of the source, channel after channel.</summary>
    public int RowLength(int count) => _window.Channels * RowPitch(count);

    /// <summary>Fills the planes of one image.</summary>
    /// <param name="image">The source, [height, width, channels].</param>
    /// <param name="row">Space for <see cref="RowLength"/> elements.</param>
    /// <param name="planes">Space for <see cref="Depth"/> planes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Fill<TVector, TSimd, T>(T* image, T* row, T* planes)
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
    {
        int channels = _window.Channels, pitch = RowPitch(TSimd.Count), plane = Pitch(TSimd.Count), last = _window.Height * Width;
        int first = Math.Clamp(-_window.Left, 0, _window.Width), end = Math.Clamp(_window.SourceWidth - _window.Left, first, _window.Width);
        new Span<T>(row, RowLength(TSimd.Count)).Clear();
        for (int y = 0; y < _window.Height; y++)
        {
            int from = _window.Top + y;
            if (from >= 0 && from < _window.SourceHeight && first < end)
            {
                T* source = image + ((((nint)from * _window.SourceWidth) + _window.Left + first) * channels);
                Transposition.Run(source, channels, row + first, pitch, end - first, channels);
            }
            else
            {
                new Span<T>(row, RowLength(TSimd.Count)).Clear();
            }

            T* to = planes + ((nint)y * Width);
            for (int column = 0; column < _columns; column++)
            {
                // The last vector of a line writes over the next line, which is written later, or behind the plane.
                T* line = row + ((nint)column * _dilationX);
                for (int channel = channels; channel > 0; channel--, to += plane, line += pitch)
                {
                    int x = 0;
                    do
                    {
                        TSimd.Store(to + x, TSimd.Load(line + x));
                        x += TSimd.Count;
                    }
                    while (x < Width);
                }
            }
        }

        // Lanes behind the last window are multiplied too, perhaps with zero: they must be numbers.
        T* behind = planes + last;
        for (int i = 0; i < Depth; i++, behind += plane)
        {
            TSimd.Store(behind, default);
        }
    }

    private int RowPitch(int count) => _window.Width + count;
}
