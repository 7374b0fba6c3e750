namespace Rationale.Graph;

/// <summary>Shapes as tensor libraries see them: the examples of a batched value are its dimension 0, and repeating lines up the last dimensions.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ExamplesFirst
{
    /// <summary>A dimension of a graph's shape, counted with the examples.</summary>
    public static int Axis(Shape shape, int axis) => axis + (shape.Batched ? 1 : 0);

    /// <summary>How many dimensions of extent one must stand behind the examples of a value before it is repeated to a shape.</summary>
    public static int Missing(Shape small, Shape full) => small.Batched ? full.Rank - small.Rank : 0;

    /// <summary>The dimensions over which a value is reduced to a smaller shape, in order, those that vanish among them.</summary>
    public static IReadOnlyList<int> Reduced(Shape small, Shape full)
    {
        var padding = full.Rank - small.Rank;
        var own = Enumerable.Range(0, full.Rank)
            .Where(axis => (axis < padding ? 1 : small.Dimensions[axis - padding]) != full.Dimensions[axis])
            .Select(axis => Axis(full, axis));
        return [.. full.Batched && !small.Batched ? own.Prepend(0) : own];
    }

    /// <summary>Whether a reduction that keeps its dimensions with extent one gives the smaller shape itself; otherwise it must be reshaped.</summary>
    public static bool KeepsRank(Shape small, Shape full) => small.Rank == full.Rank && small.Batched == full.Batched;
}
