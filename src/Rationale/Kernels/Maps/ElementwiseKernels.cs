using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace Rationale.Kernels;

/// <summary>
/// Functions of one array. Generated code calls these. Every result has the length of its operand and may be the operand's own memory, but may not
/// overlap it in part. NaN stays NaN.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ElementwiseKernels
{
    /// <summary><c>y = x²</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Square<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, default(SquareMap<T>));

    /// <summary><c>y = √x</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Sqrt<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, default(SqrtMap<T>));

    /// <summary><c>y = |x|</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Abs<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, default(AbsMap<T>));

    /// <summary><c>y</c> is -1, 0 or 1, and 0 at zero.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Sign<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, default(SignMap<T>));

    /// <summary><c>y = 1 / x</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Reciprocal<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, default(ReciprocalMap<T>));

    /// <summary><c>y = max(x, 0)</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Relu<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, default(ReluMap<T>));

    /// <summary><c>y = 1 / (1 + e⁻ˣ)</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, default(SigmoidMap<T>));

    /// <summary><c>y = log(1 + eˣ)</c>, without overflow and exact far below zero.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Softplus<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, default(SoftplusMap<T>));

    /// <summary><c>y = Φ(x)</c>, the standard normal distribution function; error below 10⁻⁷ (float) and 10⁻¹⁵ (double).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void NormalCdf<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, default(NormalCdfMap<T>));

    /// <summary><c>y = φ(x) = e^(-x²/2) / √(2π)</c>, the standard normal density.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void NormalPdf<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, default(NormalPdfMap<T>));

    /// <summary><c>y = eˣ</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.SameLength(y.Length, x.Length, nameof(y));
        TensorPrimitives.Exp(x, y);
    }

    /// <summary><c>y = tanh x</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.SameLength(y.Length, x.Length, nameof(y));
        TensorPrimitives.Tanh(x, y);
    }

    /// <summary><c>y = scale · x + shift</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Affine<T>(ReadOnlySpan<T> x, Span<T> y, T scale, T shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, new AffineMap<T>(scale, shift));

    /// <summary><c>y = x &gt; 0 ? 1 : below</c>: the slope of a (leaky) rectifier at x.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Heaviside<T>(ReadOnlySpan<T> x, Span<T> y, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, y, new HeavisideMap<T>(below));

    /// <summary><c>y = gate &gt; 0 ? c : below · c</c>: the step back through a (leaky) rectifier whose input, or output, is the gate.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ReluBackward<T>(ReadOnlySpan<T> gate, ReadOnlySpan<T> c, Span<T> y, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.SameLength(c.Length, gate.Length, nameof(c));
        Require.SameLength(y.Length, gate.Length, nameof(y));
        fixed (T* left = gate, right = c, destination = y)
        {
            Map.Run(left, right, destination, y.Length, new ReluBackwardZip<T>(below));
        }
    }

    /// <summary><c>y = x</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Copy<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.SameLength(y.Length, x.Length, nameof(y));
        x.CopyTo(y);
    }

    /// <summary>Every element becomes <paramref name="value"/>.</summary>
    public static void Fill<T>(Span<T> y, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        y.Fill(value);

    /// <summary><c>y += x</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddInto<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.SameLength(y.Length, x.Length, nameof(y));
        fixed (T* source = x, destination = y)
        {
            Map.Run(destination, source, destination, y.Length, default(AddZip<T>));
        }
    }
}
