using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>Functions of one array, as the class of that name for the CPU. The result may be the operand's own memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockElementwiseKernels
{
    /// <summary><c>y = x²</c>.</summary>
    public static void Square<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = x[i] * x[i];
        }
    }

    /// <summary><c>y = √x</c>.</summary>
    public static void Sqrt<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = T.Sqrt(x[i]);
        }
    }

    /// <summary><c>y = |x|</c>.</summary>
    public static void Abs<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = T.Abs(x[i]);
        }
    }

    /// <summary><c>y</c> is -1, 0 or 1, and 0 at zero.</summary>
    public static void Sign<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = x[i] > T.Zero ? T.One : x[i] < T.Zero ? -T.One : x[i];
        }
    }

    /// <summary><c>y = 1 / x</c>.</summary>
    public static void Reciprocal<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = T.One / x[i];
        }
    }

    /// <summary><c>y = max(x, 0)</c>.</summary>
    public static void Relu<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = x[i] < T.Zero ? T.Zero : x[i];
        }
    }

    /// <summary><c>y = 1 / (1 + e⁻ˣ)</c>.</summary>
    public static void Sigmoid<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = T.One / (T.One + T.Exp(-x[i]));
        }
    }

    /// <summary><c>y = log(1 + eˣ) = max(x, 0) + log(1 + e⁻|ˣ|)</c>.</summary>
    public static void Softplus<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = (x[i] > T.Zero ? x[i] : x[i] - x[i]) + Numbers.LogOnePlus(T.Exp(-T.Abs(x[i])));
        }
    }

    /// <summary><c>y = Φ(x)</c>, the standard normal distribution function.</summary>
    public static void NormalCdf<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = Numbers.NormalCdf(x[i]);
        }
    }

    /// <summary><c>y = φ(x)</c>, the standard normal density.</summary>
    public static void NormalPdf<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = Numbers.NormalPdf(x[i]);
        }
    }

    /// <summary><c>y = eˣ</c>.</summary>
    public static void Exp<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = T.Exp(x[i]);
        }
    }

    /// <summary><c>y = tanh x</c>.</summary>
    public static void Tanh<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = Numbers.Tanh(x[i]);
        }
    }

    /// <summary><c>y = x</c>.</summary>
    public static void Copy<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = x[i];
        }
    }

    /// <summary><c>y += x</c>.</summary>
    public static void AddInto<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = y[i] + x[i];
        }
    }

    /// <summary><c>y = scale · x + shift</c>.</summary>
    public static void Affine<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, T scale, T shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = (scale * x[i]) + shift;
        }
    }

    /// <summary><c>y = x &gt; 0 ? 1 : below</c>.</summary>
    public static void Heaviside<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = x[i] > T.Zero ? T.One : below;
        }
    }

    /// <summary><c>y = gate &gt; 0 ? c : below · c</c>.</summary>
    public static void ReluBackward<T>(Lanes lanes, ArrayView<T> gate, ArrayView<T> c, ArrayView<T> y, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = gate[i] > T.Zero ? c[i] : below * c[i];
        }
    }

    /// <summary>Every element becomes <paramref name="value"/>.</summary>
    public static void Fill<T>(Lanes lanes, ArrayView<T> y, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = value;
        }
    }
}
