using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Kernels;
using Rationale.Graph.Lowering;

namespace Rationale.Gpu.Execution;

/// <summary>
/// Launches of convolutions over the whole batch as products of gathered patches, by <see cref="BlockTiledConvolution"/> and <see cref="BlockTiledWeightGradient"/>, where <see cref="GpuCost"/> says that they are faster than
/// those of <see cref="BlockConvolutionKernels"/>. The parts of weight gradients are added when the pass has ended, those of many layers in one launch.
/// </summary>
/// <typeparam name="T">Single or double precision.</typeparam>
/// <param name="device">The device.</param>
/// <param name="memory">Where operands stand.</param>
/// <param name="examples">Examples of the batch.</param>
/// <param name="always">Whether all convolutions are tiled, however small: how tests reach every form with few numbers.</param>
internal sealed class Convolutions<T>(GpuContext device, ProgramMemory<T> memory, int examples, bool always)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Sums that fit into one launch, each of two views and two integers.</summary>
    private static readonly int SumsOfLaunch = Math.Min(LaunchArguments<float>.MaxViews, LaunchArguments<float>.MaxIntegers) / 2;

    private readonly List<KernelLaunch<T>> _sums = [];

    /// <summary>Whether a call is a convolution that is tiled.</summary>
    public bool IsTiled(KernelCall call) => IsTiled(device, call, examples, always);

    /// <summary>Whether a call is a convolution that is tiled.</summary>
    /// <param name="device">The device.</param>
    /// <param name="call">The call.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="always">Whether all convolutions are tiled, however small.</param>
    public static bool IsTiled(GpuContext device, KernelCall call, int examples, bool always) => device.Threads == RegisterTile<T>.Threads && ConvolutionTiles.For(call, examples) is { } tiles && (always || GpuCost.IsTiled(tiles));

    /// <summary>The launch of a call.</summary>
    public KernelLaunch<T> Plan(KernelCall call)
    {
        var tiles = ConvolutionTiles.For(call, examples)!.Value;
        return call.Method == "WeightGradient" ? WeightGradient(call, tiles) : Gathered(call, tiles);
    }

    /// <summary>Launches that add the parts of the weight gradients of a pass.</summary>
    public static int SumsOf(IEnumerable<ConvolutionTiles> convolutions) => (convolutions.Count(tiles => tiles.Parts > 1) + SumsOfLaunch - 1) / SumsOfLaunch;

    /// <summary>What adds the parts of the weight gradients since it was asked last: one launch for as many as fit.</summary>
    public IReadOnlyList<KernelLaunch<T>> TakeSums()
    {
        KernelLaunch<T>[] launches = [.. _sums.Chunk(SumsOfLaunch).Select(KernelLaunch<T>.Together)];
        _sums.Clear();
        return launches;
    }

    private KernelLaunch<T> Gathered(KernelCall call, ConvolutionTiles tiles)
    {
        var (from, to) = ConvolutionTiles.IsAdjoint(call) ? ("dy", "dx") : ("x", "y");
        var (source, weights, result, g) = (View(call, from), View(call, "weights"), View(call, to), ConvolutionTiles.Geometry(call));
        var (bias, residual, gate) = (Optional("bias"), Optional(ConvolutionEndings.Residual), Optional("gate"));
        var isRelu = call.Method.EndsWith("Relu", StringComparison.Ordinal) || call.Arguments.Any(argument => argument.Parameter == ConvolutionEndings.Relu);
        var epilogue = (bias is null ? 0 : TileEpilogue.Bias) | (residual is null ? 0 : TileEpilogue.Residual) | (isRelu ? TileEpilogue.Relu : 0) | (gate is null ? 0 : TileEpilogue.Gate);
        var below = call.Arguments.OfType<NumberArgument>().SingleOrDefault()?.Value ?? 0;
        return Launch(
            call,
            tiles,
            [source, weights, bias ?? result, residual ?? result, gate ?? result, result],
            [ConvolutionTiles.Images(call, examples), .. Sizes(call), epilogue, IsWhole(g, [source, weights, residual ?? result, gate ?? result, result]) ? 1 : 0],
            [T.CreateChecked(below)]);

        ArrayView<T>? Optional(string name) => call.Arguments.OfType<OperandArgument>().Any(argument => argument.Parameter == name) ? View(call, name) : null;
    }

    private KernelLaunch<T> WeightGradient(KernelCall call, ConvolutionTiles tiles)
    {
        var (x, dy, dw, g) = (View(call, "x"), View(call, "dy"), View(call, "dw"), ConvolutionTiles.Geometry(call));
        var accumulate = call.Arguments.OfType<FlagArgument>().Single().Value;
        var result = dw;
        if (tiles.Parts > 1)
        {
            result = memory.Parts(_sums.Count, (long)g.Weights * tiles.Parts);
            _sums.Add(KernelLaunch<T>.Create(typeof(BlockTrainingKernels), nameof(BlockTrainingKernels.AddParts), device.BlocksFor(g.Weights * 8L), [result, dw], [tiles.Parts, accumulate ? 1 : 0]));
        }

        return Launch(
            call,
            tiles,
            [x, dy, result],
            [ConvolutionTiles.Images(call, examples), .. Sizes(call), tiles.Parts, accumulate && tiles.Parts == 1 ? 1 : 0, IsWhole(g, [x, dy, result]) ? 1 : 0],
            []);
    }

    private static KernelLaunch<T> Launch(KernelCall call, ConvolutionTiles tiles, ArrayView<T>[] views, int[] integers, T[] numbers) =>
        KernelLaunch<T>.Create([ConvolutionTiles.Kernel<T>(call)], (int)Math.Min(tiles.Blocks, int.MaxValue), views, integers, numbers);

    /// <summary>Whether threads can read and write four neighboring channels at once.</summary>
    private static bool IsWhole(BlockConvolutionGeometry g, ArrayView<T>[] views) => g.GroupChannels % 4 == 0 && g.GroupOutChannels % 4 == 0 && views.All(IsWhole);

    /// <summary>Whether a view is one of quads too: on the emulated device a view is cast by its place in its buffer, on a card by its address.</summary>
    private static bool IsWhole(ArrayView<T> view) =>
        view.LoadEffectiveAddressAsPtr() % Quad<T>.Alignment == 0 && ((IContiguousArrayView<T>)view).IndexInBytes % Interop.SizeOf<Quad<T>>() == 0;

    private static IEnumerable<int> Sizes(KernelCall call) => call.Arguments.OfType<GeometryArgument>().Single().Geometry.Sizes.Select(size => size.Value);

    private ArrayView<T> View(KernelCall call, string name) => memory.View(call.Arguments.OfType<OperandArgument>().Single(argument => argument.Parameter == name).Operand, examples);
}
