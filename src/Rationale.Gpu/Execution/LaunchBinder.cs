using System.Numerics;
using System.Reflection;
using ILGPU;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution;

/// <summary>Makes a launch of kernel calls; their arguments stand in the order in which <see cref="LaunchWriter"/> reads them.</summary>
/// <param name="memory">Where operands stand.</param>
/// <param name="examples">Examples of the launch.</param>
internal sealed class LaunchBinder<T>(ProgramMemory<T> memory, int examples)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _examples = examples;
    private readonly List<ArrayView<T>> _views = [];
    private readonly List<int> _integers = [];
    private readonly List<T> _numbers = [];

    /// <summary>Whether the parameters of some kernels fit into one launch.</summary>
    public static bool Fits(IReadOnlyList<MethodInfo> kernels) => kernels.Aggregate(default(ArgumentCounts), (counts, kernel) => counts + ArgumentCounts.Of<T>(kernel)).Fit;

    /// <summary>A launch of calls.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="blocks">Blocks of threads.</param>
    public KernelLaunch<T> Bind(IReadOnlyList<KernelCall> calls, int blocks)
    {
        foreach (var argument in calls.SelectMany(call => call.Arguments))
        {
            Add(argument);
        }

        return KernelLaunch<T>.Create([.. calls.Select(BlockKernels.Find<T>)], blocks, _views, _integers, _numbers, isSingle: calls.All(BlockGroups.IsSingle));
    }

    /// <summary>A launch whose blocks each take some examples through the calls.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="examples">All examples, of which those of the binder are a tile.</param>
    /// <param name="mostBlocks">Blocks of threads at most.</param>
    public KernelLaunch<T> BindChain(IReadOnlyList<KernelCall> calls, int examples, int mostBlocks)
    {
        var (tile, tiles) = (_examples, examples / _examples);
        _integers.AddRange([tiles, tile]);
        foreach (var argument in calls.SelectMany(call => call.Arguments))
        {
            if (argument is OperandArgument { Operand.Region: not Region.Labels } operand)
            {
                _views.Add(memory.View(operand.Operand, examples));
            }
            else
            {
                Add(argument);
            }
        }

        return KernelLaunch<T>.OfChain([.. calls.Select(BlockKernels.Find<T>)], FormOf(calls), Math.Min(tiles, mostBlocks), _views, _integers, _numbers);
    }

    /// <summary>How blocks take their examples through calls.</summary>
    public static ChainForm FormOf(IReadOnlyList<KernelCall> calls)
    {
        var regions = calls.SelectMany(call => call.Arguments).OfType<OperandArgument>().Select(argument => argument.Operand.Region).Where(region => region != Region.Labels);
        return new ChainForm([.. regions.Select(region => region is Region.Input or Region.Tile or Region.Output)], BlockGroups.Ends(calls));
    }

    private void Add(KernelArgument argument)
    {
        switch (argument)
        {
            case OperandArgument { Operand.Region: Region.Labels } or TileArgument:
                break;
            case OperandArgument operand:
                _views.Add(memory.View(operand.Operand, _examples));
                break;
            case ExtentArgument extent:
                _integers.Add(extent.Extent.For(_examples));
                break;
            case BitsArgument bits:
                _integers.Add(unchecked((int)bits.Value));
                break;
            case FlagArgument flag:
                _integers.Add(flag.Value ? 1 : 0);
                break;
            case NumberArgument number:
                _numbers.Add(T.CreateChecked(number.Value));
                break;
            case DimensionsArgument dimensions:
                _integers.Add(dimensions.Dimensions.Count);
                _integers.AddRange(dimensions.Dimensions.Concat(Enumerable.Repeat(1, 6)).Take(6));
                break;
            case GeometryArgument { Geometry: { Factory: null } geometry }:
                _integers.AddRange(geometry.Sizes.Select(size => size.Value));
                break;
            case GeometryArgument { Geometry: var adaptive }:
                // Windows that divide the image have no size of their own.
                _integers.AddRange(adaptive.Sizes.Select(size => size.Value).Concat([0, 0, 0, 0, 0, 0]));
                break;
            default:
                throw new NotSupportedException($"The argument '{argument.Parameter}', a {argument.GetType().Name}, cannot be passed to a device.");
        }
    }
}
