using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// Functions of two arrays, as the class of that name for the CPU. In the broadcast forms the full operand and the result are [outer, middle, inner], and the other operand has
/// <c>middle</c> elements. The result may be the full operand's own memory.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockBinaryKernels
{
    /// <summary><c>y = a + b</c>.</summary>
    public static void Add<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = a[i] + b[i];
        }
    }

    /// <summary><c>y = a + b</c>; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    public static void Add<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y, int outer, int middle, int inner, bool broadcastLeft)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < outer * middle * inner; i += lanes.Stride)
        {
            int small = i / inner % middle;
            T left = a[broadcastLeft ? small : i], right = b[broadcastLeft ? i : small];
            y[i] = left + right;
        }
    }

    /// <summary><c>y = a - b</c>.</summary>
    public static void Subtract<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = a[i] - b[i];
        }
    }

    /// <summary><c>y = a - b</c>; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    public static void Subtract<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y, int outer, int middle, int inner, bool broadcastLeft)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < outer * middle * inner; i += lanes.Stride)
        {
            int small = i / inner % middle;
            T left = a[broadcastLeft ? small : i], right = b[broadcastLeft ? i : small];
            y[i] = left - right;
        }
    }

    /// <summary><c>y = a · b</c>.</summary>
    public static void Multiply<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = a[i] * b[i];
        }
    }

    /// <summary><c>y = a · b</c>; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    public static void Multiply<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y, int outer, int middle, int inner, bool broadcastLeft)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < outer * middle * inner; i += lanes.Stride)
        {
            int small = i / inner % middle;
            T left = a[broadcastLeft ? small : i], right = b[broadcastLeft ? i : small];
            y[i] = left * right;
        }
    }

    /// <summary><c>y = a / b</c>.</summary>
    public static void Divide<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = a[i] / b[i];
        }
    }

    /// <summary><c>y = a / b</c>; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    public static void Divide<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y, int outer, int middle, int inner, bool broadcastLeft)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < outer * middle * inner; i += lanes.Stride)
        {
            int small = i / inner % middle;
            T left = a[broadcastLeft ? small : i], right = b[broadcastLeft ? i : small];
            y[i] = left / right;
        }
    }

    /// <summary>The greater; NaN where either is NaN.</summary>
    public static void Maximum<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = a[i] > b[i] || T.IsNaN(a[i]) ? a[i] : b[i];
        }
    }

    /// <summary>The greater; NaN where either is NaN; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    public static void Maximum<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y, int outer, int middle, int inner, bool broadcastLeft)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < outer * middle * inner; i += lanes.Stride)
        {
            int small = i / inner % middle;
            T left = a[broadcastLeft ? small : i], right = b[broadcastLeft ? i : small];
            y[i] = left > right || T.IsNaN(left) ? left : right;
        }
    }

    /// <summary>One where <c>a &gt; b</c>, else zero.</summary>
    public static void Greater<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = a[i] > b[i] ? T.One : T.Zero;
        }
    }

    /// <summary>One where <c>a &gt; b</c>, else zero; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    public static void Greater<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y, int outer, int middle, int inner, bool broadcastLeft)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < outer * middle * inner; i += lanes.Stride)
        {
            int small = i / inner % middle;
            T left = a[broadcastLeft ? small : i], right = b[broadcastLeft ? i : small];
            y[i] = left > right ? T.One : T.Zero;
        }
    }

    /// <summary>One where <c>a = b</c>, else zero.</summary>
    public static void Equal<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = a[i] == b[i] ? T.One : T.Zero;
        }
    }

    /// <summary>One where <c>a = b</c>, else zero; <paramref name="b"/> is the small operand, or <paramref name="a"/> if <paramref name="broadcastLeft"/>.</summary>
    public static void Equal<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> y, int outer, int middle, int inner, bool broadcastLeft)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < outer * middle * inner; i += lanes.Stride)
        {
            int small = i / inner % middle;
            T left = a[broadcastLeft ? small : i], right = b[broadcastLeft ? i : small];
            y[i] = left == right ? T.One : T.Zero;
        }
    }

    /// <summary><c>y[o, m, i] = x[m]</c>.</summary>
    public static void Broadcast<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int outer, int middle, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < outer * middle * inner; i += lanes.Stride)
        {
            y[i] = x[i / inner % middle];
        }
    }
}
