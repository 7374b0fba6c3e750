using System.Reflection;
using Rationale.Gpu.Kernels;
using Rationale.Graph.Lowering;

namespace Rationale.Gpu.Execution;

/// <summary>How a convolution over a batch, or one of its adjoints, is divided into tiles that blocks multiply from gathered patches.</summary>
/// <param name="Columns">Channels of a tile: 16, 32 or 64, after which the kernels are named.</param>
/// <param name="Blocks">Tiles, of all parts.</param>
/// <param name="Parts">Parts of the sum over the windows of all images; 1 where there are blocks enough without, as always but in the gradient of weights.</param>
/// <param name="Operations">Multiplications and additions, with those of what tiles are larger.</param>
/// <param name="Needed">Multiplications and additions of the definition, for every element of a window whether it lies in the image or not.</param>
/// <param name="PartBytes">Bytes of all parts, which are written and read once more; 0 for one part.</param>
internal readonly record struct ConvolutionTiles(int Columns, long Blocks, int Parts, long Operations, long Needed, long PartBytes)
{
    /// <summary>Blocks that a sum over windows is divided among where its result alone has fewer: two for each multiprocessor of a large card.</summary>
    private const int WantedBlocks = 264;

    /// <summary>Parts at most, each of as many turns of a block at least.</summary>
    private const int MaxParts = 64;
    private const int MinTurns = 8;

    /// <summary>The division of a call; null for what is no convolution.</summary>
    /// <param name="call">The call.</param>
    /// <param name="examples">Examples of the batch.</param>
    public static ConvolutionTiles? For(KernelCall call, int examples)
    {
        if (call.Class != "ConvolutionKernels")
        {
            return null;
        }

        var (g, images) = (Geometry(call), Images(call, examples));
        return call.Method == "WeightGradient" ? OverWindows(g, images) : OverPixels(g, images, IsAdjoint(call));
    }

    /// <summary>The kernel of a call that is tiled.</summary>
    public static MethodInfo Kernel<T>(KernelCall call)
        where T : unmanaged
    {
        var g = Geometry(call);
        var (family, form, channels) = call.Method == "WeightGradient" ? (typeof(BlockTiledWeightGradient), "Parts", g.GroupOutChannels)
            : IsAdjoint(call) ? (typeof(BlockTiledConvolution), "InputGradient", g.GroupChannels)
            : (typeof(BlockTiledConvolution), "Forward", g.GroupOutChannels);
        return family.GetMethod($"{form}{ColumnsFor(channels)}")!.MakeGenericMethod(typeof(T));
    }

    /// <summary>Whether a call is the adjoint of a convolution in its image.</summary>
    public static bool IsAdjoint(KernelCall call) => call.Method.StartsWith("InputGradient", StringComparison.Ordinal);

    /// <summary>The sizes of a convolution.</summary>
    public static BlockConvolutionGeometry Geometry(KernelCall call)
    {
        int[] sizes = [.. call.Arguments.OfType<GeometryArgument>().Single().Geometry.Sizes.Select(size => size.Value)];
        return new BlockConvolutionGeometry(
            sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5], sizes[6], sizes[7], sizes[8], sizes[9], sizes[10], sizes[11], sizes[12], sizes[13], sizes[14]);
    }

    /// <summary>How many images a convolution has.</summary>
    public static int Images(KernelCall call, int examples) => call.Arguments.OfType<ExtentArgument>().Single(argument => argument.Parameter == "images").Extent.For(examples);

    private static ConvolutionTiles OverPixels(BlockConvolutionGeometry g, int images, bool isAdjoint)
    {
        var grid = new PatchGrid(g, images, isAdjoint);
        var columns = ColumnsFor(grid.Channels);
        long rows = BlockTiledConvolution.Elements / columns, pixelTiles = Up(grid.Pixels, rows), columnTiles = Up(grid.Channels, columns), taps = g.KernelHeight * g.KernelWidth;

        // Every element of the kernel sees the pixels of one remainder.
        var operations = 2 * pixelTiles * rows * columnTiles * columns * taps * Up(grid.Depth, BlockTiledConvolution.Depth) * BlockTiledConvolution.Depth * g.Groups;
        return new ConvolutionTiles(columns, grid.Remainders * g.Groups * pixelTiles * columnTiles, 1, operations, Definition(g, images), 0);
    }

    private static ConvolutionTiles OverWindows(BlockConvolutionGeometry g, int images)
    {
        var columns = ColumnsFor(g.GroupOutChannels);
        long depth = BlockTiledWeightGradient.WindowColumns / columns, windows = (long)images * g.OutHeight * g.OutWidth, rows = (long)g.KernelHeight * g.KernelWidth * g.GroupChannels;
        var tiles = Up(rows, BlockTiledWeightGradient.Rows) * Up(g.GroupOutChannels, columns) * g.Groups;
        var parts = (int)Math.Clamp(Math.Min(Up(WantedBlocks, tiles), windows / (MinTurns * depth)), 1, MaxParts);
        var operations = 2 * tiles * BlockTiledWeightGradient.Rows * columns * Up(windows, parts * depth) * parts * depth;
        return new ConvolutionTiles(columns, tiles * parts, parts, operations, Definition(g, images), parts == 1 ? 0 : (long)sizeof(float) * g.Weights * parts);
    }

    private static long Definition(BlockConvolutionGeometry g, int images) => 2L * images * g.OutHeight * g.OutWidth * g.Weights;

    private static int ColumnsFor(int channels) => channels <= 16 ? 16 : channels <= 32 ? 32 : 64;

    private static long Up(long count, long unit) => (count + unit - 1) / unit;
}
