using System.Numerics;

namespace Rationale.Kernels;

/// <summary>The pass from source to target in either direction: blocks of images, phases, groups.</summary>
internal static unsafe class ConvolutionPasses
{
    // Windows that share their tables and one reading of the weights.
    private const int BlockRows = 128;

    /// <summary>Runs one direction; <paramref name="side"/> is the epilogue's second operand, shaped as the target or its channels.</summary>
    public static void Run<T, TEpilogue, TDirection>(T* source, T* packed, T* target, int rows, ConvolutionGeometry g, T* side, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
        where TDirection : struct, IDirection
    {
        if (rows == 0)
        {
            return;
        }

        int targetWidth = TDirection.IsForward ? g.OutWidth : g.Width, targetHeight = TDirection.IsForward ? g.OutHeight : g.Height;
        int targetChannels = TDirection.IsForward ? g.OutChannels : g.Channels;
        int targetImage = checked(targetHeight * targetWidth * targetChannels);
        var window = SourceWindow.From<TDirection>(g);
        int block = Math.Min(rows, (BlockRows + (targetHeight * targetWidth) - 1) / (targetHeight * targetWidth));
        int phases = TDirection.PhasesY(g) * TDirection.PhasesX(g);
        nint copied = window.IsInside ? 0 : Whole((nint)block * window.ImageStride * sizeof(T));
        nint rowTables = Whole((nint)block * targetHeight * targetWidth * 2 * sizeof(int));
        nint segmentTables = Whole((g.Taps + phases) * (nint)sizeof(nint));
        byte* scratch = Scratch.Take<byte>(copied + rowTables + segmentTables + (phases * sizeof(PhaseTables)));
        var copy = (T*)scratch;
        int* rowTable = (int*)(scratch + copied);
        nint* segmentTable = (nint*)(scratch + copied + rowTables);
        var tables = (PhaseTables*)(scratch + copied + rowTables + segmentTables);
        for (int phaseY = 0, phase = 0; phaseY < TDirection.PhasesY(g); phaseY++)
        {
            AxisPhase y = TDirection.Y(g, phaseY);
            for (int phaseX = 0; phaseX < TDirection.PhasesX(g); phaseX++, phase++)
            {
                tables[phase] = PhaseTables.Fill(
                    y, TDirection.X(g, phaseX), window, targetWidth, targetChannels, targetImage, block, g.Groups, ref rowTable, ref segmentTable);
            }
        }

        for (int row = 0; row < rows; row += block)
        {
            int images = Math.Min(block, rows - row);
            T* from = source + (row * (nint)window.SourceHeight * window.SourceWidth * window.Channels);
            if (window.IsInside)
            {
                from += (window.Top * window.RowStride) + (window.Left * window.Channels);
            }
            else
            {
                window.Copy(from, copy, images);
                from = copy;
            }

            nint to = row * (nint)targetImage;
            T* beside = TEpilogue.SideHasRows ? side + to : side;
            T* weights = packed;
            for (int phase = 0; phase < phases; phase++)
            {
                if (g.IsDepthwise)
                {
                    Depthwise.Multiply<T, TEpilogue>(in tables[phase], images, from, weights, target + to, g.Channels, beside, below);
                }
                else
                {
                    Groups<T, TEpilogue>(in tables[phase], images, from, weights, target + to, window.Channels, targetChannels, g.Groups, beside, below);
                }

                weights += g.IsDepthwise ? (nint)tables[phase].Taps * g.Channels
                    : (nint)(g.Groups * Panels.Length(tables[phase].Taps * (window.Channels / g.Groups), targetChannels / g.Groups));
            }
        }
    }

    /// <summary>Bytes, up to a whole cache line.</summary>
    public static nint Whole(nint bytes) => (bytes + 63) & ~(nint)63;

    private static void Groups<T, TEpilogue>(
        in PhaseTables tables, int images, T* source, T* packed, T* target, int sourceChannels, int targetChannels, int groups, T* side, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        int n = targetChannels / groups;
        Strip<T> strip = new()
        {
            LeftRows = tables.LeftRows,
            ProductRows = tables.ProductRows,
            Segments = tables.Segments,
            SegmentCount = tables.SegmentCount,
            Depth = tables.Depth,
            StepStride = 1,
            Line = tables.Line,
            Pixels = tables.Depth / sourceChannels,
            Below = below,
        };
        nint packedGroup = (nint)Panels.Length(tables.SegmentCount * tables.Depth, n);
        for (int group = 0; group < groups; group++)
        {
            ScatteredBlocks.Multiply<T, TEpilogue>(
                strip, source + (group * (sourceChannels / groups)), packed + (group * packedGroup), target + (group * n), tables.Rows * images, n, side + (group * n));
        }
    }
}
