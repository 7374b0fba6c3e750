using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>The softmax of rows and its logarithm, as the class of that name for the CPU: a row for each thread. The result may be the operand's own memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockSoftmaxKernels
{
    /// <summary><c>y[r, k] = e^x[r, k] / Σⱼ e^x[r, j]</c>.</summary>
    public static void Probabilities<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = lanes.First; row < rows; row += lanes.Stride)
        {
            int at = row * classes;
            T greatest = Greatest(x, at, classes), sum = T.Zero;
            for (int k = at; k < at + classes; k++)
            {
                T e = T.Exp(x[k] - greatest);
                y[k] = e;
                sum += e;
            }

            T share = T.One / sum;
            for (int k = at; k < at + classes; k++)
            {
                y[k] *= share;
            }
        }
    }

    /// <summary><c>y[r, k] = x[r, k] - log Σⱼ e^x[r, j]</c>.</summary>
    public static void LogProbabilities<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = lanes.First; row < rows; row += lanes.Stride)
        {
            int at = row * classes;
            T greatest = Greatest(x, at, classes), sum = T.Zero;
            for (int k = at; k < at + classes; k++)
            {
                sum += T.Exp(x[k] - greatest);
            }

            T log = T.Log(sum);
            for (int k = at; k < at + classes; k++)
            {
                y[k] = x[k] - greatest - log;
            }
        }
    }

    /// <summary>The greatest element; NaN where one is, so that it does not vanish.</summary>
    private static T Greatest<T>(ArrayView<T> x, int at, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T greatest = x[at];
        for (int k = at + 1; k < at + classes; k++)
        {
            greatest = x[k] > greatest || T.IsNaN(x[k]) ? x[k] : greatest;
        }

        return greatest;
    }
}
