namespace Rationale;

/// <summary>
/// The model tells classes apart. Its last layer gives one logit per class; the loss is the cross-entropy <c>−Σ y log softmax(z)</c>.
/// With <c>classes = 1</c> the last layer gives one logit of a binary question, and the loss is the binary cross-entropy.
/// </summary>
/// <param name="classes">Number of classes, at least 1.</param>
public sealed class ClassifierAttribute(int classes) : TaskAttribute
{
    /// <summary>Number of classes.</summary>
    public int Classes { get; } = classes;
}
