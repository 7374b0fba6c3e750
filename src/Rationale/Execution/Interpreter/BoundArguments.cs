using System.Numerics;
using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Gives the value of one argument when a call runs.</summary>
internal delegate TValue BoundArgument<T, TValue>(Frame<T> frame)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TValue : allows ref struct;

/// <summary>Binds the arguments of kernel calls: each becomes a delegate that reads the frame, or one that gives the same value always.</summary>
internal static class BoundArguments
{
    /// <summary>Binds an argument: a <see cref="BoundArgument{T, TValue}"/> whose value has the type that kernels take for it.</summary>
    public static object Bind<T>(KernelArgument argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => argument switch
        {
            OperandArgument { IsWritten: true, Operand: { Region: Region.CommonSum, Offset: var offset, Shape.Length: var length } } => new BoundArgument<T, CommonSum<T>>(frame => frame.CommonSum(offset, length)),
            OperandArgument { IsWritten: true, Operand: var operand } => Written<T>(operand),
            OperandArgument { Operand: { Region: Region.Labels } } => new BoundArgument<T, ReadOnlySpan<int>>(frame => frame.Labels),
            OperandArgument { Operand: var operand } => Read<T>(operand),
            ExtentArgument { Extent: { TimesExamples: true, Count: var count } } => new BoundArgument<T, int>(frame => frame.Examples * count),
            ExtentArgument { Extent.Count: var count } => Always<T, int>(count),
            NumberArgument { Value: var number } => Always<T, T>(T.CreateChecked(number)),
            DoubleArgument { Value: var number } => Always<T, double>(number),
            FlagArgument { Value: var flag } => Always<T, bool>(flag),
            DimensionsArgument { Dimensions: var dimensions } => Fixed<T>([.. dimensions]),
            GeometryArgument { Geometry: var geometry } => Sizes<T>(geometry),
            TileArgument { Value: TileValue.Seed } => new BoundArgument<T, ulong>(frame => frame.Seed),
            TileArgument { Value: TileValue.Step } => new BoundArgument<T, ulong>(frame => frame.Step),
            TileArgument { Value: TileValue.FirstExample } => new BoundArgument<T, long>(frame => frame.FirstExample),
            TileArgument { Value: TileValue.FirstOfBatch } => new BoundArgument<T, long>(_ => 0),
            _ => throw new NotSupportedException($"The interpreter cannot bind the argument '{argument.Parameter}', a {argument.GetType().Name}."),
        };

    private static BoundArgument<T, ReadOnlySpan<T>> Read<T>(Operand operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (offset, length) = (operand.Offset, operand.Shape.Length);
        return operand.Region switch
        {
            Region.Input => frame => frame.Input(offset),
            Region.Parameters => frame => frame.Parameters(offset, length),
            Region.Settings => frame => frame.Setting(offset),
            Region.Tile => frame => frame.Arena(offset, length),
            Region.Shared => frame => frame.Shared(offset, length),
            Region.Accumulator => frame => frame.Sum(offset, length),
            Region.Output => frame => frame.Output(offset),
            _ => throw new InvalidOperationException($"'{operand.Label}' stands in the region {operand.Region}, which holds no numbers."),
        };
    }

    private static BoundArgument<T, Span<T>> Written<T>(Operand operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (offset, length) = (operand.Offset, operand.Shape.Length);
        return operand.Region switch
        {
            Region.Tile => frame => frame.Arena(offset, length),
            Region.Shared => frame => frame.Shared(offset, length),
            Region.Accumulator => frame => frame.Sum(offset, length),
            Region.Output => frame => frame.Output(offset),
            _ => throw new InvalidOperationException($"'{operand.Label}' stands in the region {operand.Region}, which programs only read."),
        };
    }

    private static BoundArgument<T, TValue> Always<T, TValue>(TValue value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _ => value;

    private static BoundArgument<T, ReadOnlySpan<int>> Fixed<T>(int[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _ => values;

    private static object Sizes<T>(KernelGeometry geometry)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] s = [.. geometry.Sizes.Select(size => size.Value)];
        return (geometry.Type, geometry.Factory) switch
        {
            (nameof(ConvolutionGeometry), null) => Always<T, ConvolutionGeometry>(
                new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11], s[12], s[13], s[14])),
            (nameof(PoolGeometry), null) => Always<T, PoolGeometry>(new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10])),
            (nameof(PoolGeometry), nameof(PoolGeometry.Adaptive)) => Always<T, PoolGeometry>(PoolGeometry.Adaptive(s[0], s[1], s[2], s[3], s[4])),
            _ => throw new NotSupportedException($"The interpreter knows no structure {geometry.Type} {geometry.Factory}."),
        };
    }
}
