using System.Numerics;

namespace Rationale.Kernels;

/// <summary>Weights in the order in which the passes read them.</summary>
internal static unsafe class ConvolutionPacking
{
    public static void Pack<T>(T* weights, T* packed, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (g.IsDepthwise)
        {
            Transposition.Run(weights, g.Taps, packed, g.Channels, g.Channels, g.Taps);
            return;
        }

        if (g.IsWinograd)
        {
            WinogradFilters.Pack(weights, packed, g);
            return;
        }

        int k = g.Taps * g.GroupChannels, n = g.GroupOutChannels;
        nint length = (nint)Panels.Length(k, n);
        for (int group = 0; group < g.Groups; group++)
        {
            Panels.Pack(weights + (group * (nint)k * n), packed + (group * length), k, n);
        }
    }

    // Phase after phase, in a phase group after group, in a group the taps in the order of the phase.
    public static void PackTransposed<T>(T* weights, T* packed, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (g.IsWinograd)
        {
            WinogradFilters.PackTransposed(weights, packed, g);
            return;
        }

        if (ConvolutionFold.IsCheaper(g))
        {
            Panels.PackTransposed(weights, packed, g.OutChannels, g.Taps * g.Channels);
            return;
        }

        for (int phaseY = 0; phaseY < g.StrideY; phaseY++)
        {
            AxisPhase y = BackwardPhases.Y(g, phaseY);
            for (int phaseX = 0; phaseX < g.StrideX; phaseX++)
            {
                AxisPhase x = BackwardPhases.X(g, phaseX);
                packed = g.IsDepthwise ? DepthwisePhase(weights, packed, g, y, x) : Phase(weights, packed, g, y, x);
            }
        }
    }

    private static T* Phase<T>(T* weights, T* packed, ConvolutionGeometry g, AxisPhase y, AxisPhase x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = g.GroupChannels, depth = g.GroupOutChannels, k = y.TapCount * x.TapCount * depth;
        nint length = (nint)Panels.Length(k, n), block = (nint)n * depth;
        for (int group = 0; group < g.Groups; group++, packed += length)
        {
            T* source = weights + (group * g.Taps * block);
            T* destination = packed;
            for (int i = 0; i < y.TapCount; i++)
            {
                int row = (y.TapFirst + (i * y.TapStep)) * g.KernelWidth;
                for (int j = 0; j < x.TapCount; j++, destination += depth * Panels.Width)
                {
                    Panels.PackTransposed(source + ((row + x.TapFirst + (j * x.TapStep)) * block), destination, depth, n, (nint)k * Panels.Width);
                }
            }
        }

        return packed;
    }

    private static T* DepthwisePhase<T>(T* weights, T* packed, ConvolutionGeometry g, AxisPhase y, AxisPhase x)
        where T : unmanaged
    {
        for (int i = 0; i < y.TapCount; i++)
        {
            int row = (y.TapFirst + (i * y.TapStep)) * g.KernelWidth;
            for (int j = 0; j < x.TapCount; j++)
            {
                int tap = row + x.TapFirst + (j * x.TapStep);
                for (int channel = 0; channel < g.Channels; channel++)
                {
                    *packed++ = weights[((nint)channel * g.Taps) + tap];
                }
            }
        }

        return packed;
    }
}
