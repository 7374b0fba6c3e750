namespace Rationale.Graph.Scheduling;

/// <summary>
/// Until when each value of a pass is needed, and where one may stand in the place of another. A node that stands in the order twice is computed twice;
/// each reader takes the latest.
/// </summary>
internal sealed class Lifetimes
{
    private const int Never = -1;

    private readonly BatchedValues _rows;
    private readonly int[] _last;
    private readonly Node?[] _overwritten;

    /// <summary>Where each value is written last, by the id of its node; and for each position, where the same value is written before it.</summary>
    private readonly int[] _latest;
    private readonly int[] _before;
    private int[]? _live;
    private int? _width;

    public Lifetimes(IReadOnlyList<Node> order, BatchedValues rows)
    {
        (Order, _rows) = (order, rows);
        (_last, _before, _overwritten) = (new int[order.Count], new int[order.Count], new Node?[order.Count]);
        _latest = new int[order.Count == 0 ? 0 : order.Max(node => node.Id) + 1];
        for (var id = 0; id < _latest.Length; id++)
        {
            _latest[id] = Never;
        }

        for (var position = 0; position < order.Count; position++)
        {
            _last[position] = position;
            foreach (var read in rows.Reads(order[position]))
            {
                _last[_latest[read.Id]] = position;
            }

            (_before[position], _latest[order[position].Id]) = (_latest[order[position].Id], position);
        }

        // A view that is wanted as an output is copied at the very end, so what it shows must live until then.
        foreach (var shown in rows.ShownAtEnd.Where(shown => Written(shown, order.Count) != Never))
        {
            _last[_latest[shown.Id]] = order.Count;
        }

        for (var position = 0; position < order.Count; position++)
        {
            foreach (var input in rows.Overwritable(order[position]))
            {
                if (_overwritten[position] is null && LastUse(input, position) == position)
                {
                    _overwritten[position] = input;
                }
            }
        }
    }

    /// <summary>The order of the instructions.</summary>
    public IReadOnlyList<Node> Order { get; }

    /// <summary>Elements an example that are needed while each instruction runs.</summary>
    public int[] Live => _live ??= Sums();

    /// <summary>Elements an example that are needed at the fullest moment.</summary>
    public int Width => _width ??= Live.DefaultIfEmpty(0).Max();

    /// <summary>The input whose place the result of an instruction takes, if any.</summary>
    public Node? Overwritten(int position) => _overwritten[position];

    /// <summary>The last reader of what stands under a value's name when an instruction runs.</summary>
    public int LastUse(Node value, int position) => _last[Written(value, position)];

    /// <summary>Whether a value that was written before an instruction is still needed by it or a later one.</summary>
    public bool IsAlive(Node value, int position) => Written(value, position - 1) is var written && written != Never && _last[written] >= position;

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

    /// <summary>The last position up to a given one where a value is written.</summary>
    private int Written(Node value, int position)
    {
        var written = value.Id < _latest.Length ? _latest[value.Id] : Never;
        while (written > position)
        {
            written = _before[written];
        }

        return written;
    }
}
