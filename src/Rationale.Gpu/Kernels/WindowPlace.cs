namespace Rationale.Gpu.Kernels;

/// <summary>Where a window of a convolution begins: its image, and its first row and column there, which may lie outside.</summary>
internal readonly struct WindowPlace
{
    /// <summary>The image.</summary>
    public readonly int Image;

    /// <summary>The first row.</summary>
    public readonly int Row;

    /// <summary>The first column.</summary>
    public readonly int Column;

    private WindowPlace(int image, int row, int column) => (Image, Row, Column) = (image, row, column);

    /// <summary>The place of a window by its number.</summary>
    public WindowPlace(BlockConvolutionGeometry g, int window)
    {
        Image = window / g.OutWidth / g.OutHeight;
        Row = (window / g.OutWidth % g.OutHeight * g.StrideY) - g.PadTop;
        Column = (window % g.OutWidth * g.StrideX) - g.PadLeft;
    }

    /// <summary>What <see cref="Moved"/> adds for a number of windows.</summary>
    public static WindowPlace Step(BlockConvolutionGeometry g, int windows) => new(windows / g.OutWidth / g.OutHeight, windows / g.OutWidth % g.OutHeight * g.StrideY, windows % g.OutWidth * g.StrideX);

    /// <summary>The place some windows later.</summary>
    public WindowPlace Moved(BlockConvolutionGeometry g, WindowPlace step)
    {
        int column = Column + step.Column, row = Row + step.Row, image = Image + step.Image;
        if (column > ((g.OutWidth - 1) * g.StrideX) - g.PadLeft)
        {
            column -= g.OutWidth * g.StrideX;
            row += g.StrideY;
        }

        if (row > ((g.OutHeight - 1) * g.StrideY) - g.PadTop)
        {
            row -= g.OutHeight * g.StrideY;
            image++;
        }

        return new WindowPlace(image, row, column);
    }
}
