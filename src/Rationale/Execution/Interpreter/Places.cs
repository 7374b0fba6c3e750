using System.Numerics;
using Rationale.Graph;
using Rationale.Graph.Scheduling;

namespace Rationale.Execution.Interpreter;

/// <summary>Operands as memory of a frame.</summary>
internal static class Places
{
    /// <summary>The elements of an operand, to read.</summary>
    public static ReadOnlySpan<T> Read<T>(this Frame<T> frame, Operand operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return operand.Region switch
        {
            Region.Column => frame.Column(operand.Offset),
            Region.Parameters => frame.Parameters(operand.Offset, operand.Shape.Length),
            Region.Settings => frame.Setting(operand.Offset),
            _ => frame.Write(operand),
        };
    }

    /// <summary>The elements of an operand, to write.</summary>
    public static Span<T> Write<T>(this Frame<T> frame, Operand operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return operand.Region switch
        {
            Region.Tile => frame.Arena(operand.Offset, operand.Shape.Length),
            Region.Shared => frame.Shared(operand.Offset, operand.Shape.Length),
            Region.Accumulator => frame.Sum(operand.Offset, operand.Shape.Length),
            Region.Output => frame.Output(operand.Offset),
            _ => throw new InvalidOperationException($"'{operand.Label}' stands in the region {operand.Region}, which programs only read."),
        };
    }

    /// <summary>Number of rows that a kernel sees: those of the tile for a value with a batch dimension, otherwise one.</summary>
    public static int RowsOf<T>(this Frame<T> frame, Shape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => shape.Batched ? frame.Rows : 1;
}
