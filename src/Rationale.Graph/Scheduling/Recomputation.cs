namespace Rationale.Graph.Scheduling;

/// <summary>
/// Recomputes what is cheaper to compute again than to keep. Where the arena of even the smallest tile would leave the cache, a value that is only waiting while
/// the arena is fullest is given up and computed again before its next reader, from values that are there at that moment.
/// </summary>
internal sealed class Recomputation
{
    /// <summary>
    /// Operations and elements moved that an element of the arena is worth, for each example. Elementwise chains such as a rectified normalization, means and maxima stay
    /// below it; products with more than a handful of inner elements do not.
    /// </summary>
    private const long WorthOfAnElement = 16;

    /// <summary>A value narrower than this share of the arena is not worth an instruction, nor is a whole order that saves less than eight such values.</summary>
    private const int MinShare = 128;

    private readonly BatchedValues _rows;
    private readonly Fusion _fusion;
    private readonly Dictionary<Node, long> _prices = [];

    private Recomputation(BatchedValues rows, Fusion fusion) => (_rows, _fusion) = (rows, fusion);

    /// <summary>
    /// For each pass, an order in which nodes may stand again where their value is computed again. All passes run in one arena, so the widest comes first, and none that has space in what
    /// it needs computes anything again.
    /// </summary>
    /// <param name="orders">For each pass, the order in which everything is computed once.</param>
    /// <param name="scheduler">Tells who reads whom, what an instruction computes, and how wide an arena keeps everything.</param>
    public static IReadOnlyList<IReadOnlyList<Node>> Apply(IReadOnlyList<IReadOnlyList<Node>> orders, Scheduler scheduler)
    {
        var recomputation = new Recomputation(scheduler.BatchedValues, scheduler.Fusion);
        var (results, space) = (orders.ToArray(), scheduler.KeptWidth);
        foreach (var (kept, pass) in orders.Select((order, pass) => (Kept: new Lifetimes(order, scheduler.BatchedValues), pass)).OrderByDescending(pair => pair.Kept.Width))
        {
            var best = recomputation.Narrowed(kept, space);
            (results[pass], space) = (best.Order, Math.Max(space, best.Width));
        }

        return results;
    }

    /// <summary>The order where it fits or cannot be narrowed by much; otherwise one with values computed again.</summary>
    private Lifetimes Narrowed(Lifetimes kept, int space)
    {
        var best = kept;

        // A step may only move the fullest moment elsewhere and gain with a later one, so orders are followed as long as the arena does not grow.
        for (var next = kept; next is not null && next.Order.Count < 2 * kept.Order.Count && best.Width > space;)
        {
            next = Shrink(next);
            best = next is not null && next.Width < best.Width ? next : best;
        }

        return kept.Width - best.Width < 8 * kept.Width / MinShare ? kept : best;
    }

    /// <summary>Gives up the value that relieves the fullest moment at the least cost; nothing if none does.</summary>
    private Lifetimes? Shrink(Lifetimes lifetimes)
    {
        var (order, width) = (lifetimes.Order, lifetimes.Width);
        var fullest = Array.IndexOf(lifetimes.Live, width);
        return Candidates(lifetimes, fullest)
            .Select(candidate => new Lifetimes([.. order.Take(candidate.Reader), .. candidate.Chain, .. order.Skip(candidate.Reader)], _rows))
            .FirstOrDefault(after => after.Live[fullest] < width && after.Width <= width);
    }

    /// <summary>What may be computed again, the cheapest for its width first: the nodes to compute, and the position of the first reader after the moment.</summary>
    private IEnumerable<(IReadOnlyList<Node> Chain, int Reader)> Candidates(Lifetimes lifetimes, int moment)
    {
        var (order, width) = (lifetimes.Order, lifetimes.Width);
        var waiting = order.Take(moment).Distinct().Where(value => MinShare * _rows.Width(value) >= width && lifetimes.IsAlive(value, moment) && !_rows.Reads(order[moment]).Contains(value));
        var candidates = new List<(IReadOnlyList<Node> Chain, int Reader, double Price)>();
        foreach (var value in waiting)
        {
            var reader = Enumerable.Range(moment, order.Count - moment).FirstOrDefault(position => _rows.Reads(order[position]).Contains(value));
            var chain = new List<Node>();
            if (reader > 0 && TryChain(value, reader, lifetimes, chain) && chain.Sum(Price) is var price && price <= WorthOfAnElement * value.Shape.Length)
            {
                candidates.Add((chain, reader, (double)price / value.Shape.Length));
            }
        }

        return candidates.OrderBy(candidate => candidate.Price).Select(candidate => (candidate.Chain, candidate.Reader));
    }

    /// <summary>Lists what must run for a value to be there again: the value, after what it reads and is not there.</summary>
    private bool TryChain(Node value, int reader, Lifetimes lifetimes, List<Node> chain)
    {
        foreach (var read in _rows.Reads(value))
        {
            var isThere = _rows.Width(read) == 0 || lifetimes.IsAlive(read, reader) || chain.Contains(read);
            if (!isThere && (Price(read) > WorthOfAnElement * value.Shape.Length || !TryChain(read, reader, lifetimes, chain)))
            {
                return false;
            }
        }

        chain.Add(value);
        return true;
    }

    /// <summary>Operations of a value's instruction, and elements that it reads and writes, for each example.</summary>
    private long Price(Node value)
    {
        if (_prices.TryGetValue(value, out var known))
        {
            return known;
        }

        var reads = _fusion.Reads(value).ToList();
        var product = _fusion.IsProduct(value, out _, out var operation, out _);
        var operations = product
            ? _fusion.Product(operation, Epilogue.None, 0).Kernel.Operations([.. reads.Select(read => read.Shape)], operation.Shape)
            : _fusion.Kernel(value).Operations([.. reads.Select(read => read.Shape)], value.Shape);
        return _prices[value] = operations + reads.Sum(read => (long)read.Shape.Length) + value.Shape.Length;
    }
}
