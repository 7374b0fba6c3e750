namespace Rationale.Graph.Scheduling;

/// <summary>
/// Until when each value of a pass is needed, and where one may stand in the place of another. A node that stands in the order twice is computed twice;
/// each reader takes the latest.
/// </summary>
internal sealed class Lifetimes
{
    private readonly BatchedValues _rows;
    private readonly int[] _last;
    private readonly Node?[] _overwritten;
    private readonly Dictionary<Node, List<int>> _written = [];
    private int[]? _live;

    public Lifetimes(IReadOnlyList<Node> order, BatchedValues rows)
    {
        (Order, _rows) = (order, rows);
        _last = [.. Enumerable.Range(0, order.Count)];
        _overwritten = new Node?[order.Count];
        for (var position = 0; position < order.Count; position++)
        {
            foreach (var read in rows.Reads(order[position]))
            {
                _last[Latest(read)] = position;
            }

            if (!_written.TryGetValue(order[position], out var positions))
            {
                _written[order[position]] = positions = [];
            }

            positions.Add(position);
        }

        // A view that is wanted as an output is copied at the very end, so what it shows must live until then.
        foreach (var shown in rows.ShownAtEnd.Where(_written.ContainsKey))
        {
            _last[Latest(shown)] = order.Count;
        }

        for (var position = 0; position < order.Count; position++)
        {
            _overwritten[position] = rows.Overwritable(order[position]).FirstOrDefault(input => LastUse(input, position) == position);
        }
    }

    /// <summary>The order of the instructions.</summary>
    public IReadOnlyList<Node> Order { get; }

    /// <summary>Elements an example that are needed while each instruction runs.</summary>
    public int[] Live => _live ??= Sums();

    /// <summary>Elements an example that are needed at the fullest moment.</summary>
    public int Width => Live.DefaultIfEmpty(0).Max();

    /// <summary>The input whose place the result of an instruction takes, if any.</summary>
    public Node? Overwritten(int position) => _overwritten[position];

    /// <summary>The last reader of what stands under a value's name when an instruction runs.</summary>
    public int LastUse(Node value, int position) => _last[_written[value].FindLast(written => written <= position)];

    /// <summary>Whether a value that was written before an instruction is still needed by it or a later one.</summary>
    public bool IsAlive(Node value, int position) => _written.TryGetValue(value, out var positions)
        && positions.FindLastIndex(written => written < position) is var index && index >= 0 && _last[positions[index]] >= position;

    private int[] Sums()
    {
        // What is taken at an instruction, less what was given back right before it; the running sum is what is needed.
        var live = new int[Order.Count + 2];
        for (var position = 0; position < Order.Count; position++)
        {
            // A result in the place of an input takes no space beside it while it is written.
            var (width, first) = (_rows.Width(Order[position]), _overwritten[position] is null ? position : position + 1);
            if (first <= _last[position])
            {
                live[first] += width;
                live[_last[position] + 1] -= width;
            }
        }

        for (var position = 1; position < Order.Count; position++)
        {
            live[position] += live[position - 1];
        }

        Array.Resize(ref live, Order.Count);
        return live;
    }

    private int Latest(Node value) => _written[value][^1];
}
