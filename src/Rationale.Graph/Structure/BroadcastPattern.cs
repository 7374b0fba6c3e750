namespace Rationale.Graph;

/// <summary>
/// How a small value is repeated over a full one: the full value is seen as [outer × middle × inner], the small one has the middle elements.
/// The number of examples multiplies <see cref="Middle"/> if the small value is batched, otherwise <see cref="Outer"/>.
/// The same pattern read backwards is a reduction, which is why one kernel family serves broadcasting and summing.
/// </summary>
/// <param name="BatchInMiddle">Whether the batch dimension belongs to the middle.</param>
/// <param name="Outer">Repetitions around the small value, without the batch.</param>
/// <param name="Middle">Elements of the small value, without the batch.</param>
/// <param name="Inner">Repetitions of each element.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record BroadcastPattern(bool BatchInMiddle, int Outer, int Middle, int Inner)
{
    /// <summary>The pattern by which <paramref name="small"/> is repeated to <paramref name="full"/>, or null where none fits one block.</summary>
    public static BroadcastPattern? Find(Shape small, Shape full)
    {
        if (small.Rank > full.Rank || (small.Batched && !full.Batched))
        {
            return null;
        }

        var padding = full.Rank - small.Rank;
        var (outer, middle, inner) = (1, 1, 1);

        // A batched small value starts in the middle block: its batch dimension is kept.
        var block = small.Batched ? Block.Middle : Block.Outer;
        for (var axis = 0; axis < full.Rank; axis++)
        {
            var extent = full.Dimensions[axis];
            var own = axis < padding ? 1 : small.Dimensions[axis - padding];
            if (own == extent && extent != 1)
            {
                if (block == Block.Inner)
                {
                    return null;
                }

                block = Block.Middle;
                middle *= extent;
            }
            else if (own != 1)
            {
                return null;
            }
            else if (extent != 1)
            {
                block = block == Block.Outer ? Block.Outer : Block.Inner;
                _ = block == Block.Outer ? outer *= extent : inner *= extent;
            }
        }

        return new BroadcastPattern(small.Batched, outer, middle, inner);
    }

    /// <summary>Whether a small value can be repeated to a full one at all, in one block or several.</summary>
    public static bool Fits(Shape small, Shape full) => small.Rank <= full.Rank && !(small.Batched && !full.Batched)
        && small.Dimensions.Select((extent, axis) => extent == 1 || extent == full.Dimensions[axis + full.Rank - small.Rank]).All(fits => fits);

    /// <summary>The shape that two values have together, each repeated along extents of one (and along the batch).</summary>
    /// <exception cref="ShapeException">Two extents differ and neither is one.</exception>
    public static Shape Join(Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        var dimensions = new int[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var a = axis < rank - left.Rank ? 1 : left.Dimensions[axis - (rank - left.Rank)];
            var b = axis < rank - right.Rank ? 1 : right.Dimensions[axis - (rank - right.Rank)];
            dimensions[axis] = a == b || b == 1
                ? a
                : a == 1 ? b : throw new ShapeException($"shapes {left} and {right} do not fit together: extent {a} meets {b}");
        }

        return new Shape(left.Batched || right.Batched, new EquatableArray<int>(dimensions));
    }

    private enum Block
    {
        Outer,
        Middle,
        Inner,
    }
}
