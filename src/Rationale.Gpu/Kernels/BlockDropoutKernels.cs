using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>Random masks for dropout: the elements of the class of that name for the CPU, bit for bit, since an element depends on seed, step, site and its place in the batch alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockDropoutKernels
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Writes 0 where a hash of 32 bits is below the threshold, else <paramref name="kept"/>.</summary>
    /// <param name="lanes">The threads.</param>
    /// <param name="y">[rows, width].</param>
    /// <param name="seed">The training's seed.</param>
    /// <param name="step">The training's step.</param>
    /// <param name="site">Which dropout layer of the model.</param>
    /// <param name="firstRow">The place of the first row in the whole batch.</param>
    /// <param name="examples">Rows to write.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="threshold">The rate as a fraction of 2³².</param>
    /// <param name="kept">1 / (1 - rate).</param>
    public static void Fill<T>(Lanes lanes, ArrayView<T> y, ulong seed, ulong step, int site, long firstRow, int examples, int width, uint threshold, T kept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong key = Mix(Mix(Mix(seed + Golden) + step + Golden) + (uint)site + Golden), first = (ulong)firstRow * (ulong)width;
        for (int i = lanes.First; i < examples * width; i += lanes.Stride)
        {
            // Two neighbors share one hash: the even one has its low half.
            ulong index = first + (ulong)i, bits = Mix(key + ((index >> 1) * Golden));
            uint half = (uint)((index & 1) == 0 ? bits : bits >> 32);
            y[i] = half < threshold ? T.Zero : kept;
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
