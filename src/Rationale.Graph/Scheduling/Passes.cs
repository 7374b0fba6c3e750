namespace Rationale.Graph.Scheduling;

/// <summary>
/// Decides when each node runs. A value for each example belongs to the earliest pass in which everything it needs is known; a sum over the batch is
/// known after the pass that adds it up; what does not depend on examples runs between passes.
/// </summary>
internal sealed class Passes
{
    private readonly Dictionary<Node, int> _time = [];
    private readonly HashSet<Node> _early = [];

    public Passes(IReadOnlyList<Node> nodes)
    {
        foreach (var node in nodes)
        {
            _time[node] = node.Shape.Batched || IsSum(node)
                ? node.Inputs.Select(input => input.Shape.Batched ? _time[input] : _time[input] + 1).DefaultIfEmpty(0).Max()
                : node.Inputs.Select(input => _time[input]).DefaultIfEmpty(-1).Max();
        }

        Count = nodes.Where(node => node.Shape.Batched || IsSum(node)).Select(node => _time[node] + 1).DefaultIfEmpty(1).Max();

        // What examples wait for runs as early as possible; every other number of the whole batch runs at the very end.
        var waitedFor = new Stack<Node>(nodes.Where(node => node.Shape.Batched || IsSum(node)).SelectMany(node => node.Inputs).Where(input => !input.Shape.Batched));
        while (waitedFor.Count > 0)
        {
            var node = waitedFor.Pop();
            if (_early.Add(node) && !IsSum(node))
            {
                foreach (var input in node.Inputs)
                {
                    waitedFor.Push(input);
                }
            }
        }
    }

    /// <summary>Number of passes, at least one.</summary>
    public int Count { get; }

    /// <summary>Whether the node adds up examples.</summary>
    public static bool IsSum(Node node) => !node.Shape.Batched && node.Inputs.Any(input => input.Shape.Batched);

    /// <summary>For a value for each example, or a sum over the batch: its pass.</summary>
    public int PassOf(Node node) => _time[node];

    /// <summary>For a value that does not depend on examples: after which pass it runs, −1 for the prologue.</summary>
    public int AfterPass(Node node) => _early.Contains(node) ? _time[node] : Count - 1;
}
