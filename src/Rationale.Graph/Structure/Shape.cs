namespace Rationale.Graph;

/// <summary>
/// The shape of a value. A batched value has a leading dimension whose extent is known only at run time: the examples of the batch.
/// Everything else has extents that are known when the graph is built.
/// </summary>
/// <param name="Batched">Whether there is a leading batch dimension.</param>
/// <param name="Dimensions">Extents without the batch dimension.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record Shape(bool Batched, EquatableArray<int> Dimensions)
{
    /// <summary>A single number for the whole batch.</summary>
    public static Shape Scalar { get; } = Unbatched();

    /// <summary>Extents without the batch dimension. Never changed in place, because the length is computed from them once.</summary>
    public EquatableArray<int> Dimensions { get; } = Dimensions;

    /// <summary>Number of dimensions without the batch dimension.</summary>
    public int Rank => Dimensions.Count;

    /// <summary>Number of elements without the batch dimension.</summary>
    /// <remarks>Kept, because the interpreter asks for it with every operand.</remarks>
    public int Length { get; } = Dimensions.Aggregate(1, (product, extent) => product * extent);

    /// <summary>Extent of the last dimension, 1 where there is none.</summary>
    public int Last => Rank == 0 ? 1 : Dimensions[Rank - 1];

    /// <summary>A shape with a value for each example of the batch.</summary>
    public static Shape PerExample(params int[] dimensions) => new(true, new EquatableArray<int>(dimensions));

    /// <summary>A shape that does not depend on the batch: parameters, scalars, totals.</summary>
    public static Shape Unbatched(params int[] dimensions) => new(false, new EquatableArray<int>(dimensions));

    /// <summary>The same batchedness with other extents.</summary>
    public Shape With(IEnumerable<int> dimensions) => new(Batched, new EquatableArray<int>(dimensions));

    /// <summary>As readers write it: <c>[batch×50]</c>, <c>[784×50]</c>, <c>[]</c>.</summary>
    public override string ToString()
    {
        var extents = Dimensions.Select(extent => extent.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return $"[{string.Join("×", Batched ? extents.Prepend("batch") : extents)}]";
    }
}
