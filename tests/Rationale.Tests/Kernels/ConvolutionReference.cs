using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

/// <summary>Convolutions by their definition, in double, with the sum of the absolute terms of each result.</summary>
internal static class ConvolutionReference
{
    /// <summary>Calls back for every triple (input element, weight, output element) that a convolution multiplies.</summary>
    public static void Each(int rows, ConvolutionGeometry g, Action<int, int, int> term)
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
                    Channels(g, (((row * g.Height) + y) * g.Width) + x, tap, window, term);
                }
            }
        }
    }

    /// <summary>Result and magnitude, from the terms' two factors and the element that they are added to.</summary>
    public static (double[] Result, double[] Magnitude) Sum(
        int rows, ConvolutionGeometry g, int count, Func<int, int, int, int> target, Func<int, int, int, double> value)
    {
        double[] result = new double[count], magnitude = new double[count];
        Each(rows, g, (input, weight, output) =>
        {
            double term = value(input, weight, output);
            int at = target(input, weight, output);
            result[at] += term;
            magnitude[at] += Math.Abs(term);
        });
        return (result, magnitude);
    }

    private static void Channels(ConvolutionGeometry g, int pixel, int tap, int window, Action<int, int, int> term)
    {
        int c = g.Channels / g.Groups, n = g.OutChannels / g.Groups;
        for (int group = 0; group < g.Groups; group++)
        {
            int weight = (group * g.KernelHeight * g.KernelWidth) + tap;
            for (int i = 0; i < c; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    term((pixel * g.Channels) + (group * c) + i, (((weight * c) + i) * n) + j, (window * g.OutChannels) + (group * n) + j);
                }
            }
        }
    }
}
