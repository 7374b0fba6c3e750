namespace Rationale.Kernels;

/// <summary>The tables of one phase of a convolution: where windows begin, where their results go, and where the taps are relative to a window.</summary>
internal unsafe struct PhaseTables
{
    /// <summary>Where each window begins, image after image.</summary>
    public int* LeftRows;

    /// <summary>Where each result goes.</summary>
    public int* ProductRows;

    /// <summary>Windows of an image.</summary>
    public int Rows;

    /// <summary>Where the runs of taps begin.</summary>
    public nint* Segments;

    /// <summary>Runs of taps; at least one.</summary>
    public int SegmentCount;

    /// <summary>Elements of a run; zero if no tap belongs to the phase.</summary>
    public int Depth;

    /// <summary>Taps of the phase.</summary>
    public int Taps;

    /// <summary>Windows of a line whose neighbors are neighboring pixels, or zero if they are not or a run is not three or five pixels.</summary>
    public int Line;

    /// <summary>Fills the tables of one phase for <paramref name="images"/> images.</summary>
    /// <param name="y">The rows' phase.</param>
    /// <param name="x">The columns' phase.</param>
    /// <param name="window">What is read.</param>
    /// <param name="targetWidth">Columns of a target.</param>
    /// <param name="targetChannels">Channels of the target.</param>
    /// <param name="targetImage">Elements of a target.</param>
    /// <param name="images">Images.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="rows">Space for twice the number of windows of all images; moved behind what is used.</param>
    /// <param name="segments">Space for the taps, at least one; moved behind what is used.</param>
    public static PhaseTables Fill(
        AxisPhase y, AxisPhase x, SourceWindow window, int targetWidth, int targetChannels, int targetImage, int images, int groups, ref int* rows, ref nint* segments)
    {
        PhaseTables tables = new()
        {
            Rows = y.TargetCount * x.TargetCount,
            Taps = y.TapCount * x.TapCount,
            Segments = segments,
            LeftRows = rows,
        };
        int all = tables.Rows * images;
        tables.ProductRows = rows + all;
        int* left = rows, product = rows + all;
        for (int image = 0; image < images; image++)
        {
            for (int i = 0; i < y.TargetCount; i++)
            {
                int from = (image * window.ImageStride) + ((y.SourceFirst + (i * y.SourceStep) - window.Top) * window.RowStride)
                    + ((x.SourceFirst - window.Left) * window.Channels);
                int to = (image * targetImage) + ((((y.TargetFirst + (i * y.TargetStep)) * targetWidth) + x.TargetFirst) * targetChannels);
                for (int j = 0; j < x.TargetCount; j++, from += x.SourceStep * window.Channels, to += x.TargetStep * targetChannels)
                {
                    *left++ = from;
                    *product++ = to;
                }
            }
        }

        rows += 2 * all;
        if (tables.Taps == 0)
        {
            *segments++ = 0;
            tables.SegmentCount = 1;
            return tables;
        }

        // Neighboring pixels are one run.
        bool merge = groups == 1 && (x.OffsetStep == 1 || x.TapCount == 1);
        if (merge && x.SourceStep == 1 && (x.TapCount is 3 or 5))
        {
            tables.Line = x.TargetCount;
        }

        tables.Depth = merge ? x.TapCount * window.Channels : window.Channels / groups;
        for (int i = 0; i < y.TapCount; i++)
        {
            nint at = ((y.OffsetFirst + (i * y.OffsetStep)) * (nint)window.RowStride) + (x.OffsetFirst * window.Channels);
            for (int j = 0; j < (merge ? 1 : x.TapCount); j++, at += x.OffsetStep * window.Channels)
            {
                *segments++ = at;
            }
        }

        tables.SegmentCount = (int)(segments - tables.Segments);
        return tables;
    }
}
