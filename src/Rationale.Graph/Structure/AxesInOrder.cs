namespace Rationale.Graph;

/// <summary>
/// Repeating and reducing along any dimensions. The kernels know one block of kept dimensions; where repeated dimensions stand between kept ones, as in
/// [batch×1×1×channels] over [batch×height×width×channels], the kept dimensions are put first, and back into order afterwards.
/// </summary>
internal static class AxesInOrder
{
    /// <summary>A value repeated to a larger shape for which no single block is enough.</summary>
    public static Node Repeat(Node x, Shape full)
    {
        var (order, kept) = KeptFirst(x.Shape, full);
        var small = x.Reshape(x.Shape.With(order.Select((axis, i) => i < kept ? full.Dimensions[axis] : 1)));
        return small.BroadcastTo(full.With(order.Select(axis => full.Dimensions[axis]))).Permute([.. Enumerable.Range(0, order.Length).OrderBy(i => order[i])]);
    }

    /// <summary>A value reduced to a smaller shape for which no single block is enough.</summary>
    /// <param name="x">The value.</param>
    /// <param name="small">The smaller shape, with extents of one where it is reduced.</param>
    /// <param name="reduce">The reduction in one block.</param>
    public static Node Reduce(Node x, Shape small, Func<Node, Shape, Node> reduce)
    {
        var (order, kept) = KeptFirst(small, x.Shape);
        var block = small.With(order.Select((axis, i) => i < kept ? x.Shape.Dimensions[axis] : 1));
        return reduce(x.Permute(order), block).Reshape(small);
    }

    /// <summary>The dimensions of the full shape, those first that the small one keeps, and how many it keeps.</summary>
    private static (int[] Order, int Kept) KeptFirst(Shape small, Shape full)
    {
        var padding = full.Rank - small.Rank;
        var kept = Enumerable.Range(0, full.Rank).Where(axis => axis >= padding && small.Dimensions[axis - padding] == full.Dimensions[axis]).ToList();
        return ([.. kept, .. Enumerable.Range(0, full.Rank).Except(kept)], kept.Count);
    }
}
