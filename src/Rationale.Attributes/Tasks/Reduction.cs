namespace Rationale;

/// <summary>How a loss over the examples of a batch becomes one number.</summary>
public enum Reduction
{
    /// <summary>The sum over the examples (and, for an explanation penalty, over the features).</summary>
    Sum,

    /// <summary>The sum divided by the number of examples.</summary>
    Mean,

    /// <summary>
    /// The authors' <c>normalize</c> option: a task loss is divided by the number of examples, an explanation penalty by the number of ones in the
    /// annotation masks of the batch (by one where there is none).
    /// </summary>
    Normalized,
}
