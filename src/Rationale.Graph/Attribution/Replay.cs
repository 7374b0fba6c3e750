namespace Rationale.Graph;

/// <summary>The same computation over another input, in the same graph: what does not depend on the input is shared.</summary>
/// <remarks>Thread safety: on one graph, by one thread; see <see cref="GraphBuilder"/>.</remarks>
public static class Replay
{
    /// <summary>Computes values once more.</summary>
    /// <param name="values">The values.</param>
    /// <param name="input">The input that is replaced.</param>
    /// <param name="replacement">What stands in its place, of the same shape.</param>
    /// <param name="suffix">What stands behind the names of the twins; null to leave them without names.</param>
    /// <returns>For each node that the values need its twin; the node itself where it does not depend on the input.</returns>
    /// <exception cref="ShapeException">The replacement has another shape.</exception>
    public static IReadOnlyDictionary<Node, Node> Over(IReadOnlyList<Node> values, Node input, Node replacement, string? suffix = null)
    {
        if (input.Shape != replacement.Shape)
        {
            throw new ShapeException($"a computation over {input.Shape} cannot be run over {replacement.Shape}");
        }

        var twins = new Dictionary<Node, Node>();
        foreach (var node in new ComputationGraph([.. values.Select(value => new Output("", OutputKind.PerExample, value))]).Nodes())
        {
            var inputs = node.Inputs.Select(each => twins[each]).ToArray();
            twins[node] = node == input ? replacement
                : inputs.SequenceEqual(node.Inputs) ? node
                : node.Builder.Apply(node.Operator, inputs).Named(suffix is not null && node.Label is { } label ? label + suffix : null);
        }

        return twins;
    }
}
