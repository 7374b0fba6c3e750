using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>Working memory of a kernel: one block per thread that grows on demand and stays, so that a training step allocates nothing.</summary>
internal static unsafe class Scratch
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? _block;

    /// <summary>
    /// Memory for <paramref name="count"/> elements, aligned to a cache line, contents undefined. It is valid on this thread until the next call:
    /// a kernel that holds it must not call another that takes it.
    /// </summary>
    public static T* Take<T>(long count)
        where T : unmanaged
    {
        long bytes = (count * sizeof(T)) + Alignment;
        if (_block is null || _block.Length < bytes)
        {
            _block = GC.AllocateUninitializedArray<byte>(checked((int)Math.Max(bytes, 64 * 1024)), pinned: true);
        }

        nuint address = (nuint)Unsafe.AsPointer(ref _block[0]);
        return (T*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
