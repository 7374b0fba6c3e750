namespace Rationale.Graph.Objectives;

/// <summary>The numbers per row whose input gradient is an explanation.</summary>
public static class ExplainedScalars
{
    /// <summary>The scalar of each row, [batch×1].</summary>
    /// <param name="scalar">Which one.</param>
    /// <param name="outputs">Logits or predictions, [batch×outputs].</param>
    /// <param name="labels">The class of each row as 0/1 of the outputs' shape; asked for only by scalars that look at the label.</param>
    /// <exception cref="NotSupportedException">The scalar is a probability, and there is only one output.</exception>
    public static Node Build(ExplainedScalar scalar, Node outputs, Func<Node> labels) => outputs.Shape.Last == 1
        ? BuildForOneOutput(scalar, outputs, labels)
        : scalar switch
        {
            ExplainedScalar.SumOfLogProbabilities => LogP(outputs).SumPerExample(),
            ExplainedScalar.MaxLogProbability => (outputs.ArgMaxMask() * LogP(outputs)).SumPerExample(),
            ExplainedScalar.PredictedProbability => (outputs.ArgMaxMask() * outputs.Softmax().Named("p")).SumPerExample(),
            ExplainedScalar.PredictedLogit => (outputs.ArgMaxMask() * outputs).SumPerExample(),
            ExplainedScalar.LabeledProbability => (labels() * outputs.Softmax().Named("p")).SumPerExample(),
            ExplainedScalar.LabeledLogit => (labels() * outputs).SumPerExample(),
            ExplainedScalar.LabeledLogProbability => (labels() * LogP(outputs)).SumPerExample(),
            ExplainedScalar.SumOfOutputs => outputs.SumPerExample(),
            _ => throw new ArgumentOutOfRangeException(nameof(scalar), scalar, "unknown explained scalar"),
        };

    /// <summary>
    /// One logit z of a binary question stands for the two logits (0, z): log p₁ = −softplus(−z), log p₀ = −softplus(z). The logit of the predicted
    /// or labeled answer is taken as z for yes and −z for no.
    /// </summary>
    private static Node BuildForOneOutput(ExplainedScalar scalar, Node z, Func<Node> labels) => scalar switch
    {
        ExplainedScalar.SumOfLogProbabilities => -((-z).Softplus() + z.Softplus()).SumPerExample(),
        ExplainedScalar.MaxLogProbability => -(-(Sign(z.Heaviside(0)) * z)).Softplus().SumPerExample(),
        ExplainedScalar.PredictedProbability => (Sign(z.Heaviside(0)) * z).Sigmoid().SumPerExample(),
        ExplainedScalar.PredictedLogit => (Sign(z.Heaviside(0)) * z).SumPerExample(),
        ExplainedScalar.LabeledProbability => (Sign(labels()) * z).Sigmoid().SumPerExample(),
        ExplainedScalar.LabeledLogit => (Sign(labels()) * z).SumPerExample(),
        ExplainedScalar.LabeledLogProbability => -(-(Sign(labels()) * z)).Softplus().SumPerExample(),
        ExplainedScalar.SumOfOutputs => z.SumPerExample(),
        _ => throw new ArgumentOutOfRangeException(nameof(scalar), scalar, "unknown explained scalar"),
    };

    /// <summary>0/1 as −1/1.</summary>
    private static Node Sign(Node answer) => answer.Affine(2, -1);

    private static Node LogP(Node logits) => logits.LogSoftmax().Named("log p");
}
