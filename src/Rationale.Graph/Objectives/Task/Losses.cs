namespace Rationale.Graph.Objectives;

/// <summary>The losses of the examples of a batch: [batch×1], before any reduction over examples.</summary>
/// <remarks>Thread safety: on one graph, by one thread; see <see cref="GraphBuilder"/>.</remarks>
public static class Losses
{
    /// <summary>−Σ y log softmax(z).</summary>
    /// <param name="logits">z, [batch×classes].</param>
    /// <param name="distribution">y, [batch×classes], one-hot or soft.</param>
    public static Node CrossEntropy(Node logits, Node distribution) => -(distribution * logits.LogSoftmax().Named("log p")).SumPerExample();

    /// <summary>Binary cross-entropy of a logit, in the form that does not overflow: softplus(z) − y z.</summary>
    /// <param name="logits">z, [batch×outputs].</param>
    /// <param name="targets">y in [0, 1], of the same shape.</param>
    public static Node BinaryCrossEntropy(Node logits, Node targets) => (logits.Softplus() - (targets * logits)).SumPerExample();

    /// <summary>Squared error, summed over the outputs of an example.</summary>
    /// <param name="predictions">Predictions, [batch×outputs].</param>
    /// <param name="targets">Targets, of the same shape.</param>
    public static Node SquaredError(Node predictions, Node targets) => (predictions - targets).Square().SumPerExample();
}
