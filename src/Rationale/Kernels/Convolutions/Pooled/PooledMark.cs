using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>An offset in the bits of an element, so that vectors of elements can select between offsets; such an element is copied only, never computed with.</summary>
internal static unsafe class PooledMark
{
    /// <summary>The element that holds an offset.</summary>
    public static T From<T>(int offset)
        where T : unmanaged => sizeof(T) == sizeof(int) ? Unsafe.BitCast<int, T>(offset) : Unsafe.BitCast<long, T>(offset);

    /// <summary>The offset that an element holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read<T>(T* mark)
        where T : unmanaged => *(int*)mark;

    /// <summary>One where an element is not zero, in whole numbers: a branch would be guessed wrongly every other time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IsNotZero<T>(T* value)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(int))
        {
            uint magnitude = *(uint*)value << 1;
            return (int)((magnitude | (0 - magnitude)) >> 31);
        }

        ulong bits = *(ulong*)value << 1;
        return (int)((bits | (0 - bits)) >> 63);
    }

    /// <summary>One where an element is above zero; where it is not a number, its sign decides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IsPositive<T>(T* value)
        where T : unmanaged => sizeof(T) == sizeof(int)
            ? (int)(((0 - *(uint*)value) & ~*(uint*)value) >> 31)
            : (int)(((0 - *(ulong*)value) & ~*(ulong*)value) >> 63);

    /// <summary>Finds the first maximum of each window and channel of one image.</summary>
    /// <param name="image">What was pooled.</param>
    /// <param name="g">The pooling.</param>
    /// <param name="places">A mark for each place of a window.</param>
    /// <param name="marks">[windows, channels], the marks of the maxima; a vector may be written behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Maxima<TVector, TSimd, T>(T* image, PoolGeometry g, T* places, T* marks)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        int channels = g.Channels;
        nint row = (nint)g.Width * channels, down = g.StrideY * row, right = (nint)g.StrideX * channels;
        bool isSmall = channels < TSimd.Count, isSquare = g is { KernelHeight: 2, KernelWidth: 2 };
        for (int y = 0; y < g.OutHeight; y++, image += down)
        {
            T* window = image;
            for (int x = g.OutWidth; x > 0; x--, window += right, marks += channels)
            {
                if (isSquare && !isSmall)
                {
                    // The last vector covers some channels of the one before it again, which writes the same marks.
                    for (int j = 0; j < channels; j += TSimd.Count)
                    {
                        int at = Math.Min(j, channels - TSimd.Count);
                        T* pixel = window + at;
                        TVector best = TSimd.Load(pixel), mark = TSimd.Broadcast(places[0]);
                        Better<TVector, TSimd, T>(TSimd.Load(pixel + channels), places + 1, ref best, ref mark);
                        Better<TVector, TSimd, T>(TSimd.Load(pixel + row), places + 2, ref best, ref mark);
                        Better<TVector, TSimd, T>(TSimd.Load(pixel + row + channels), places + 3, ref best, ref mark);
                        TSimd.Store(marks + at, mark);
                    }

                    continue;
                }

                for (int j = 0; j < channels; j += TSimd.Count)
                {
                    int valid = Math.Min(TSimd.Count, channels - j);
                    T* place = places;
                    TVector best = TSimd.LoadPartial(window + j, valid), mark = TSimd.Broadcast(*place);
                    for (int ky = 0; ky < g.KernelHeight; ky++)
                    {
                        T* pixel = window + (ky * row) + j;
                        for (int kx = 0; kx < g.KernelWidth; kx++, pixel += channels, place++)
                        {
                            Better<TVector, TSimd, T>(TSimd.LoadPartial(pixel, valid), place, ref best, ref mark);
                        }
                    }

                    TSimd.Store(marks + j, mark);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Better<TVector, TSimd, T>(TVector value, T* place, ref TVector best, ref TVector mark)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector better = TSimd.Greater(value, best);
        mark = TSimd.Select(better, TSimd.Broadcast(*place), mark);
        best = TSimd.Select(better, value, best);
    }
}
