namespace Rationale.Graph.Lowering;

/// <summary>A size of a kernel call: a number, or a multiple of the examples in the tile, which are counted only when the program runs.</summary>
/// <param name="Count">The number, or the multiple.</param>
/// <param name="TimesExamples">Whether the examples of the tile multiply it.</param>
internal readonly record struct Extent(int Count, bool TimesExamples)
{
    /// <summary>The examples of the tile.</summary>
    public static Extent Examples { get; } = new(1, true);

    /// <summary>A count that the examples multiply if the shape has a batch dimension.</summary>
    public static Extent From(Shape shape, int count) => new(count, shape.Batched);

    /// <summary>The size for a number of examples.</summary>
    public int For(int examples) => TimesExamples ? examples * Count : Count;

    /// <summary>A size that does not depend on the examples.</summary>
    public static implicit operator Extent(int count) => new(count, false);
}
