using System.Runtime.InteropServices;

namespace Rationale.Execution;

/// <summary>Memory outside the managed heap that starts on a cache line, zeroed. Never moves, so kernels need not pin it.</summary>
/// <typeparam name="T">Type of the elements.</typeparam>
public sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;

    private T* _memory;

    /// <summary>Takes memory.</summary>
    /// <param name="length">Number of elements, zero or more.</param>
    public AlignedBuffer(int length)
    {
        Length = length;
        _memory = (T*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, length) * (nuint)sizeof(T), Alignment);
        Span.Clear();
    }

    /// <summary>Gives the memory back if its owner forgot to.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>All elements.</summary>
    /// <exception cref="ObjectDisposedException">The memory has been given back.</exception>
    public Span<T> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_memory is null, this);
            return new Span<T>(_memory, Length);
        }
    }

    /// <summary>A range of elements.</summary>
    public Span<T> Slice(int start, int length) => Span.Slice(start, length);

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
