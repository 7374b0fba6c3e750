namespace Rationale.Graph;

/// <summary>A value seen around one of its dimensions: [outer × extent × inner], with the batch beside the outer extent.</summary>
/// <param name="Outer">Elements of the dimensions before it, without the batch.</param>
/// <param name="Length">Elements of the dimension and of those after it.</param>
/// <param name="Inner">Elements of the dimensions after it.</param>
public readonly record struct AxisBlock(int Outer, int Length, int Inner)
{
    /// <summary>The view around a dimension of a shape.</summary>
    public static AxisBlock Around(Shape shape, int axis)
    {
        var inner = shape.Dimensions.Skip(axis + 1).Aggregate(1, (product, extent) => product * extent);
        var length = shape.Dimensions[axis] * inner;
        return new AxisBlock(shape.Length / length, length, inner);
    }
}
