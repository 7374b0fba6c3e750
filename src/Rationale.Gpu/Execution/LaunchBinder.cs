using System.Numerics;
using System.Reflection;
using ILGPU;
using Rationale.Gpu.Kernels;
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
    private readonly List<ArrayView<T>> _views = [];
    private readonly List<int> _integers = [];
    private readonly List<T> _numbers = [];

    /// <summary>Whether the parameters of some kernels fit into one launch.</summary>
    public static bool Fits(IReadOnlyList<MethodInfo> kernels)
    {
        var parameters = kernels.SelectMany(BlockKernels.Passed).Select(parameter => parameter.ParameterType).ToList();
        return parameters.Count(type => type == typeof(ArrayView<T>)) <= LaunchArguments<T>.MaxViews
            && parameters.Count(type => type == typeof(T)) <= LaunchArguments<T>.MaxNumbers
            && parameters.Sum(Count) <= LaunchArguments<T>.MaxIntegers;

        static int Count(Type type) => type == typeof(int) || type == typeof(uint) || type == typeof(bool) ? 1 : type.Namespace == typeof(Lanes).Namespace ? LaunchWriter.SizesOf(type) : 0;
    }

    /// <summary>A launch of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="blocks">Blocks of threads.</param>
    public KernelLaunch<T> Bind(KernelCall call, int blocks)
    {
        foreach (var argument in call.Arguments)
        {
            Add(argument);
        }

        return KernelLaunch<T>.Create([BlockKernels.Find<T>(call)], blocks, _views, _integers, _numbers, isSingle: BlockGroups.IsSingle(call));
    }

    private void Add(KernelArgument argument)
    {
        switch (argument)
        {
            case OperandArgument { Operand.Region: Region.Labels } or TileArgument:
                break;
            case OperandArgument operand:
                _views.Add(memory.View(operand.Operand, examples));
                break;
            case ExtentArgument extent:
                _integers.Add(extent.Extent.For(examples));
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
