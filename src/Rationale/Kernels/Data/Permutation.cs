using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>A reordering of dimensions, reduced to the fewest that do the same.</summary>
internal unsafe ref struct Permutation
{
    /// <summary>The most dimensions.</summary>
    public const int MaxDimensions = 6;

    private int _count;
    private fixed int _sizes[MaxDimensions];
    private fixed int _strides[MaxDimensions];

    /// <summary>Reads a shape and an order: dimension i of the result is dimension <c>order[i]</c> of the operand.</summary>
    /// <exception cref="ArgumentException">There are too many dimensions, or the order is no order of them.</exception>
    public Permutation(ReadOnlySpan<int> shape, ReadOnlySpan<int> order)
    {
        if (shape.Length > MaxDimensions || order.Length != shape.Length)
        {
            throw new ArgumentException($"The shape has {shape.Length} dimensions and the order {order.Length}; both must have the same number, at most {MaxDimensions}.", nameof(order));
        }

        int* strides = stackalloc int[MaxDimensions];
        int seen = 0, stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            Require.Dimensions(shape[i], 0);
            strides[i] = stride;
            stride = checked(stride * shape[i]);
        }

        Length = stride;
        foreach (int dimension in order)
        {
            if ((uint)dimension >= (uint)shape.Length || (seen >> dimension & 1) != 0)
            {
                throw new ArgumentException($"The order names dimension {dimension}; it must name each of the {shape.Length} dimensions once.", nameof(order));
            }

            seen |= 1 << dimension;
            if (shape[dimension] != 1)
            {
                Append(shape[dimension], strides[dimension]);
            }
        }
    }

    /// <summary>Elements of a row.</summary>
    public int Length { get; }

    /// <summary>Moves one row.</summary>
    public readonly void Run<T>(T* x, T* y)
        where T : unmanaged
    {
        if (_count == 0)
        {
            *y = *x;
            return;
        }

        // The operand's innermost dimension, and where a step along it goes in the result.
        int inner = _count - 1;
        nint step = 1, innerStep = 1;
        for (int i = _count - 1; i >= 0; step *= _sizes[i--])
        {
            if (_strides[i] < _strides[inner])
            {
                (inner, innerStep) = (i, step);
            }
        }

        Outer(x, y, 0, inner, innerStep);
    }

    // Both innermost dimensions together are a transposition, or a run if they are the same one; the others are loops.
    private readonly void Outer<T>(T* x, T* y, int dimension, int inner, nint innerStep)
        where T : unmanaged
    {
        int last = _count - 1;
        if (dimension == last)
        {
            if (inner != last)
            {
                Transposition.Run(x, _strides[last], y, innerStep, _sizes[last], _sizes[inner]);
            }
            else
            {
                new ReadOnlySpan<T>(x, _sizes[last]).CopyTo(new Span<T>(y, _sizes[last]));
            }

            return;
        }

        if (dimension == last - 1 && inner == last)
        {
            Runs((byte*)x, (nint)_strides[dimension] * sizeof(T), (byte*)y, _sizes[dimension], (nint)_sizes[last] * sizeof(T));
            return;
        }

        if (dimension == inner)
        {
            Outer(x, y, dimension + 1, inner, innerStep);
            return;
        }

        nint step = 1;
        for (int i = dimension + 1; i < _count; i++)
        {
            step *= _sizes[i];
        }

        for (int i = 0; i < _sizes[dimension]; i++)
        {
            Outer(x + (i * (nint)_strides[dimension]), y + (i * step), dimension + 1, inner, innerStep);
        }
    }

    // Runs of bytes, which stay together in y: heads of attention are short, and a call for each would cost more than the copy.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Runs(byte* x, nint stride, byte* y, int count, nint length)
    {
        if (length < Vector128<byte>.Count || length > 1024)
        {
            for (; count > 0; count--, x += stride, y += length)
            {
                Unsafe.CopyBlockUnaligned(y, x, (uint)length);
            }

            return;
        }

        // The last vector of a run overlaps the one before it.
        nint rest = length - Vector128<byte>.Count;
        for (; count > 0; count--, x += stride, y += length)
        {
            nint i = 0;
            for (; i + Vector256<byte>.Count <= length; i += Vector256<byte>.Count)
            {
                Vector256.Store(Vector256.Load(x + i), y + i);
            }

            if (i < rest)
            {
                Vector128.Store(Vector128.Load(x + i), y + i);
            }

            if (i < length)
            {
                Vector128.Store(Vector128.Load(x + rest), y + rest);
            }
        }
    }

    // Dimensions that stay neighbors are one.
    private void Append(int size, int stride)
    {
        if (_count > 0 && _strides[_count - 1] == size * stride)
        {
            _sizes[_count - 1] *= size;
            _strides[_count - 1] = stride;
            return;
        }

        _sizes[_count] = size;
        _strides[_count++] = stride;
    }
}
