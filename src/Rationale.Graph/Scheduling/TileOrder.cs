namespace Rationale.Graph.Scheduling;

/// <summary>The order in which the instructions of one pass run over the examples of a tile.</summary>
internal static class TileOrder
{
    /// <summary>
    /// In the order in which values were made, but each sum over the batch as soon as what it adds up is there: it takes no space itself, and what it reads need not
    /// be kept for it.
    /// </summary>
    /// <param name="nodes">All nodes.</param>
    /// <param name="passes">Tells to which pass sums and outputs belong.</param>
    /// <param name="rows">Tells who reads whom.</param>
    /// <param name="outputs">Results for each example.</param>
    /// <param name="pass">The pass.</param>
    public static IReadOnlyList<Node> Compute(IReadOnlyList<Node> nodes, Passes passes, BatchedValues rows, IEnumerable<Node> outputs, int pass)
    {
        var needed = Needed(
            nodes.Where(node => Passes.IsSum(node) && passes.PassOf(node) == pass).Concat(outputs.Where(value => passes.PassOf(value) == pass).Select(BatchedValues.Base)),
            rows);
        var sums = needed.Where(Passes.IsSum).OrderBy(node => node.Id).ToList();
        var waitsFor = sums.ToDictionary(sum => sum, sum => rows.Reads(sum).Count);
        var waiting = sums.SelectMany(sum => rows.Reads(sum), (sum, read) => (sum, read)).ToLookup(pair => pair.read, pair => pair.sum);
        var order = sums.Where(sum => waitsFor[sum] == 0).ToList();
        foreach (var node in needed.Where(BatchedValues.IsComputed).OrderBy(node => node.Id))
        {
            order.Add(node);
            order.AddRange(waiting[node].Where(sum => --waitsFor[sum] == 0));
        }

        return order;
    }

    /// <summary>What a pass must compute: its sums and outputs, and everything for each example that they need, also if an earlier pass had it.</summary>
    private static HashSet<Node> Needed(IEnumerable<Node> wanted, BatchedValues rows)
    {
        var needed = new HashSet<Node>();
        var pending = new Stack<Node>(wanted);
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (needed.Add(node))
            {
                foreach (var read in rows.Reads(node))
                {
                    pending.Push(read);
                }
            }
        }

        return needed;
    }
}
