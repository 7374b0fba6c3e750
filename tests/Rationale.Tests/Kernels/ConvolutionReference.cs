using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

/// <summary>Convolutions by their definition, in double, with the sum of the absolute terms of each result. Each term is the product of two of an input element, a weight and an output element, and belongs to the third.</summary>
internal static class ConvolutionReference
{
    /// <summary>The outputs.</summary>
    public static (double[] Result, double[] Magnitude) Forward(int rows, ConvolutionGeometry g, double[] x, double[] w) =>
        Sum(rows, g, x, w, Result(rows * g.OutHeight * g.OutWidth * g.OutChannels), Triple.Output);

    /// <summary>The gradient of the inputs.</summary>
    public static (double[] Result, double[] Magnitude) InputGradient(int rows, ConvolutionGeometry g, double[] dy, double[] w) =>
        Sum(rows, g, dy, w, Result(rows * g.Height * g.Width * g.Channels), Triple.Input);

    /// <summary>The gradient of the weights.</summary>
    public static (double[] Result, double[] Magnitude) WeightGradient(int rows, ConvolutionGeometry g, double[] x, double[] dy) =>
        Sum(rows, g, x, dy, Result(g.KernelHeight * g.KernelWidth * (g.Channels / g.Groups) * g.OutChannels), Triple.Weight);

    private static (double[] Result, double[] Magnitude) Result(int count) => (new double[count], new double[count]);

    private static (double[] Result, double[] Magnitude) Sum(int rows, ConvolutionGeometry g, double[] first, double[] second, (double[] Result, double[] Magnitude) sums, Triple target)
    {
        int windows = rows * g.OutHeight * g.OutWidth, taps = g.KernelHeight * g.KernelWidth;
        for (int window = 0; window < windows; window++)
        {
            for (int tap = 0; tap < taps; tap++)
            {
                int row = window / g.OutWidth / g.OutHeight, oy = window / g.OutWidth % g.OutHeight, ox = window % g.OutWidth;
                int y = (oy * g.StrideY) - g.PadTop + (tap / g.KernelWidth * g.DilationY), x = (ox * g.StrideX) - g.PadLeft + (tap % g.KernelWidth * g.DilationX);
                if (y >= 0 && y < g.Height && x >= 0 && x < g.Width)
                {
                    Channels(g, (((row * g.Height) + y) * g.Width) + x, tap, window, first, second, sums.Result, sums.Magnitude, target);
                }
            }
        }

        return sums;
    }

    private static void Channels(ConvolutionGeometry g, int pixel, int tap, int window, double[] first, double[] second, double[] result, double[] magnitude, Triple target)
    {
        int c = g.Channels / g.Groups, n = g.OutChannels / g.Groups;
        for (int group = 0; group < g.Groups; group++)
        {
            int kernel = (group * g.KernelHeight * g.KernelWidth) + tap;
            for (int i = 0; i < c; i++)
            {
                int input = (pixel * g.Channels) + (group * c) + i;
                for (int j = 0; j < n; j++)
                {
                    int weight = (((kernel * c) + i) * n) + j, output = (window * g.OutChannels) + (group * n) + j;
                    var (at, one, other) = target switch { Triple.Output => (output, input, weight), Triple.Input => (input, output, weight), _ => (weight, input, output) };
                    double term = first[one] * second[other];
                    result[at] += term;
                    magnitude[at] += Math.Abs(term);
                }
            }
        }
    }

    /// <summary>What a convolution multiplies or adds to.</summary>
    private enum Triple
    {
        Input,
        Weight,
        Output,
    }
}
