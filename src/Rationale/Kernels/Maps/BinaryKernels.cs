using System.ComponentModel;
using System.Numerics;

namespace Rationale.Kernels;

/// <summary>
/// Functions of two arrays. Generated code calls these. In the broadcast forms one operand and the result are viewed as [outer, middle, inner]; the
/// other operand has <c>middle</c> elements and is repeated over outer and inner: a bias is (rows, width, 1), a factor per row is (1, rows, width), one number
/// is (1, 1, length). The result may be the full operand's own memory, but may not overlap an operand in part.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BinaryKernels
{
    /// <summary><c>y = a + b</c>, for arrays of one length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Add<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Same(a, b, y, default(AddZip<T>));

    /// <summary><c>y = a + b</c>; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void Add<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int outer, int middle, int inner, bool broadcastLeft = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Repeated(a, b, y, outer, middle, inner, broadcastLeft, default(AddZip<T>));

    /// <summary><c>y = a - b</c>, for arrays of one length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Subtract<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Same(a, b, y, default(SubtractZip<T>));

    /// <summary><c>y = a - b</c>; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void Subtract<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int outer, int middle, int inner, bool broadcastLeft = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Repeated(a, b, y, outer, middle, inner, broadcastLeft, default(SubtractZip<T>));

    /// <summary><c>y = a · b</c>, for arrays of one length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Same(a, b, y, default(MultiplyZip<T>));

    /// <summary><c>y = a · b</c>; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int outer, int middle, int inner, bool broadcastLeft = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Repeated(a, b, y, outer, middle, inner, broadcastLeft, default(MultiplyZip<T>));

    /// <summary><c>y = a / b</c>, for arrays of one length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Divide<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Same(a, b, y, default(DivideZip<T>));

    /// <summary><c>y = a / b</c>; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void Divide<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int outer, int middle, int inner, bool broadcastLeft = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Repeated(a, b, y, outer, middle, inner, broadcastLeft, default(DivideZip<T>));

    /// <summary><c>y = max(a, b)</c>; NaN where either is NaN, for arrays of one length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Maximum<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Same(a, b, y, default(MaximumZip<T>));

    /// <summary><c>y = max(a, b)</c>; NaN where either is NaN; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void Maximum<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int outer, int middle, int inner, bool broadcastLeft = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Repeated(a, b, y, outer, middle, inner, broadcastLeft, default(MaximumZip<T>));

    /// <summary><c>y</c> is one where <c>a &gt; b</c>, else zero, for arrays of one length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Greater<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Same(a, b, y, default(GreaterZip<T>));

    /// <summary><c>y</c> is one where <c>a &gt; b</c>, else zero; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void Greater<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int outer, int middle, int inner, bool broadcastLeft = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Repeated(a, b, y, outer, middle, inner, broadcastLeft, default(GreaterZip<T>));

    /// <summary><c>y</c> is one where <c>a = b</c>, else zero, for arrays of one length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Equal<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Same(a, b, y, default(EqualZip<T>));

    /// <summary><c>y</c> is one where <c>a = b</c>, else zero; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void Equal<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int outer, int middle, int inner, bool broadcastLeft = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Repeated(a, b, y, outer, middle, inner, broadcastLeft, default(EqualZip<T>));

    /// <summary><c>y[o, m, i] = x[m]</c>.</summary>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void Broadcast<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int middle, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(outer, middle, inner);
        Require.Length(x.Length, middle, nameof(x));
        Require.Length(y.Length, (long)outer * middle * inner, nameof(y));
        int row = middle * inner;
        for (int o = 0; o < outer; o++)
        {
            Span<T> destination = y.Slice(o * row, row);
            if (o > 0)
            {
                y[..row].CopyTo(destination);
            }
            else if (inner == 1)
            {
                x[..middle].CopyTo(destination);
            }
            else
            {
                for (int m = 0; m < middle; m++)
                {
                    destination.Slice(m * inner, inner).Fill(x[m]);
                }
            }
        }
    }

    private static void Same<T, TZip>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, TZip zip)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TZip : struct, IZip<T>
    {
        Require.SameLength(b.Length, a.Length, nameof(b));
        Require.SameLength(y.Length, a.Length, nameof(y));
        fixed (T* left = a, right = b, destination = y)
        {
            Map.Run(left, right, destination, y.Length, zip);
        }
    }

    private static void Repeated<T, TZip>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int outer, int middle, int inner, bool broadcastLeft, TZip zip)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TZip : struct, IZip<T>
    {
        Require.Dimensions(outer, middle, inner);
        long length = (long)outer * middle * inner;
        Require.Length(a.Length, broadcastLeft ? middle : length, nameof(a));
        Require.Length(b.Length, broadcastLeft ? length : middle, nameof(b));
        Require.Length(y.Length, length, nameof(y));
        fixed (T* left = a, right = b, destination = y)
        {
            if (broadcastLeft)
            {
                Broadcasting.Run(right, left, destination, outer, middle, inner, new Swapped<T, TZip>(zip));
            }
            else
            {
                Broadcasting.Run(left, right, destination, outer, middle, inner, zip);
            }
        }
    }
}
