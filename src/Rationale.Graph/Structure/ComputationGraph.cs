namespace Rationale.Graph;

/// <summary>A set of values to be computed.</summary>
/// <param name="Outputs">The wanted values.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ComputationGraph(IReadOnlyList<Output> Outputs)
{
    /// <summary>Examples of the usual batch; null where a batch may be a single example.</summary>
    internal int? UsualExamples { get; init; }

    /// <summary>Every node that an output needs, inputs before users.</summary>
    public IReadOnlyList<Node> Nodes()
    {
        var needed = new SortedDictionary<int, Node>();
        var pending = new Stack<Node>(Outputs.Select(output => output.Value));
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!needed.ContainsKey(node.Id))
            {
                needed.Add(node.Id, node);
                foreach (var input in node.Inputs)
                {
                    pending.Push(input);
                }
            }
        }

        return [.. needed.Values];
    }

    /// <summary>The same graph with every node passed through a function, in a new builder. What is made for a node belongs to the node's phase and block.</summary>
    /// <param name="rewrite">Gets the old node and its rewritten inputs; gives the new node.</param>
    /// <param name="simplify">Whether the new builder simplifies.</param>
    public ComputationGraph Rewrite(Func<GraphBuilder, Node, Node[], Node> rewrite, bool simplify = false)
    {
        var builder = new GraphBuilder(simplify);
        var images = new Dictionary<Node, Node>();
        foreach (var node in Nodes())
        {
            using var place = builder.Enter(node.Phase, node.Block);
            images[node] = rewrite(builder, node, [.. node.Inputs.Select(input => images[input])]).Named(node.Label);
        }

        return this with { Outputs = [.. Outputs.Select(output => output with { Value = images[output.Value] })] };
    }

    /// <summary>A listing, one value a line.</summary>
    public override string ToString() => string.Join("\n", Nodes().Select(node => node.ToString()));
}

/// <summary>A wanted value.</summary>
/// <param name="Name">Name of the output; for a gradient, the name of the parameter.</param>
/// <param name="Kind">What the value is for.</param>
/// <param name="Value">The value.</param>
/// <param name="Offset">For a gradient: index of the parameter's first element in the flat buffer.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record Output(string Name, OutputKind Kind, Node Value, int Offset = 0);

/// <summary>What an output is for.</summary>
public enum OutputKind
{
    /// <summary>A value for each example, written to a buffer of the caller.</summary>
    PerExample,

    /// <summary>A number for the whole batch, such as a loss term.</summary>
    Total,

    /// <summary>The gradient of the loss with respect to the parameter of the same name, written to the flat gradients.</summary>
    Gradient,

    /// <summary>A share of the gradient with respect to all parameters, added to the flat gradients at the end.</summary>
    GradientShare,

    /// <summary>What state becomes after the step, written to its place in the flat gradients.</summary>
    Buffer,
}
