namespace Rationale.Graph.Objectives;

/// <summary>Attribution targets as nodes: the number of each example whose input gradient is an explanation.</summary>
/// <remarks>Thread safety: on one graph, by one thread; see <see cref="GraphBuilder"/>.</remarks>
public static class AttributionTarget
{
    /// <summary>The target of each example, [batch×1].</summary>
    /// <param name="target">Which number; of <see cref="TargetClass.All"/>, the sum over the classes.</param>
    /// <param name="outputs">Logits or predictions, [batch×outputs].</param>
    /// <param name="labels">The class of each example as 0/1 of the outputs' shape; asked for only by targets that look at the label.</param>
    public static Node Build(Target target, Node outputs, Func<Node> labels)
    {
        if (target.Class is not (TargetClass.Predicted or TargetClass.Labeled or TargetClass.All))
        {
            throw new ArgumentOutOfRangeException(nameof(target), target, "unknown attribution target");
        }

        return outputs.Shape.Last == 1 ? BuildForOneLogit(target, outputs, labels) : SelectClasses(target, outputs, labels).SumPerExample();
    }

    /// <summary>The numbers of all classes.</summary>
    private static Node Values(TargetOutput output, Node logits) => output switch
    {
        TargetOutput.Logit => logits,
        TargetOutput.Probability => logits.Softmax().Named("p"),
        TargetOutput.LogProbability => logits.LogSoftmax().Named("log p"),
        _ => throw new ArgumentOutOfRangeException(nameof(output), output, "unknown attribution target"),
    };

    private static Node SelectClasses(Target target, Node logits, Func<Node> labels) => target switch
    {
        { Index: { } index } => Values(target.Output, logits).Slice(0, index, 1),
        { Class: TargetClass.All } => Values(target.Output, logits),
        { Class: TargetClass.Predicted } => logits.ArgMaxMask() * Values(target.Output, logits),
        _ => labels() * Values(target.Output, logits),
    };

    /// <summary>
    /// One logit z of a binary classifier stands for the two logits (0, z): log p₁ = −softplus(−z), log p₀ = −softplus(z). The logit of class 1 is z and that of
    /// class 0 is −z; the sum over both is z, so that it is the output of a regressor too.
    /// </summary>
    private static Node BuildForOneLogit(Target target, Node z, Func<Node> labels) => target switch
    {
        { Index: null, Class: TargetClass.All, Output: TargetOutput.LogProbability } => -((-z).Softplus() + z.Softplus()).SumPerExample(),
        { Index: null, Class: TargetClass.All } => z.SumPerExample(),
        { Output: TargetOutput.Logit } => LogitOf(target, z, labels).SumPerExample(),
        { Output: TargetOutput.Probability } => LogitOf(target, z, labels).Sigmoid().SumPerExample(),
        _ => -(-LogitOf(target, z, labels)).Softplus().SumPerExample(),
    };

    private static Node LogitOf(Target target, Node z, Func<Node> labels) => target switch
    {
        { Index: 0 } => -z,
        { Index: not null } => z,
        { Class: TargetClass.Predicted } => Sign(z.Heaviside(0)) * z,
        _ => Sign(labels()) * z,
    };

    /// <summary>0/1 as −1/1.</summary>
    private static Node Sign(Node isClassOne) => isClassOne.Affine(2, -1);
}
