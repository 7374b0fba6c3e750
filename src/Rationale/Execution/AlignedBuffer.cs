using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rationale.Execution;

/// <summary>
/// Zeroed memory that starts on a cache line and never moves, so kernels need not pin it. It is the collector's: a span that somebody still holds
/// keeps it alive, after <see cref="Dispose"/> too, so no thread can ever look at memory that has been given back.
/// </summary>
/// <typeparam name="T">Type of the elements; its size divides a cache line.</typeparam>
internal sealed class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;

    private readonly int _start;
    private T[]? _memory;

    /// <summary>Takes memory.</summary>
    /// <param name="length">Number of elements, zero or more.</param>
    public unsafe AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _memory = GC.AllocateArray<T>(checked(length + (Alignment / sizeof(T))), pinned: true);
        var over = (int)((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) % Alignment);
        _start = (Alignment - over) % Alignment / sizeof(T);
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>All elements.</summary>
    /// <exception cref="ObjectDisposedException">The buffer has been disposed.</exception>
    public Span<T> Span
    {
        get
        {
            var memory = _memory;
            ObjectDisposedException.ThrowIf(memory is null, this);
            return memory.AsSpan(_start, Length);
        }
    }

    /// <summary>All elements, for those who must keep hold of them.</summary>
    /// <exception cref="ObjectDisposedException">The buffer has been disposed.</exception>
    public Memory<T> Memory
    {
        get
        {
            var memory = _memory;
            ObjectDisposedException.ThrowIf(memory is null, this);
            return memory.AsMemory(_start, Length);
        }
    }

    /// <summary>A range of elements.</summary>
    public Span<T> Slice(int start, int length) => Span.Slice(start, length);

    /// <inheritdoc/>
    public void Dispose() => _memory = null;
}
