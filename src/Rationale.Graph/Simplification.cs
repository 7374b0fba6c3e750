namespace Rationale.Graph;

/// <summary>
/// Rewrites a graph to a cheaper one of equal value: the algebra that each operator knows of itself, common subexpressions once, nothing that no
/// output needs.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class Simplification
{
    /// <summary>The simplified graph.</summary>
    public static ComputationGraph Run(ComputationGraph graph) =>
        graph.Rewrite((builder, node, inputs) => builder.Apply(node.Operator, inputs), simplify: true);
}
