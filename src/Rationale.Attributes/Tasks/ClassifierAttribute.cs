namespace Rationale;

/// <summary>
/// The model tells classes apart. Its last layer gives one logit per class; the loss is the cross-entropy <c>−Σ y log softmax(z)</c>.
/// With <c>classes = 1</c> the last layer gives one logit, of class 1, and the loss is the binary cross-entropy.
/// </summary>
/// <param name="classes">Number of classes, at least 1.</param>
public sealed class ClassifierAttribute(int classes) : TaskAttribute
{
    /// <summary>Number of classes.</summary>
    public int Classes { get; } = classes;

    /// <summary>
    /// A weight for each class in the loss, finite, zero or more and not all zero; two for a binary classifier. A sum becomes <c>Σ wᵢ lᵢ</c>, a mean <c>Σ wᵢ lᵢ / Σ wᵢ</c> over the batch, where
    /// wᵢ is the weight of example i: that of its class times that which the data give it.
    /// </summary>
    /// <value>The default is none: classes count alike.</value>
    public double[] ClassWeights { get; set; } = [];
}
