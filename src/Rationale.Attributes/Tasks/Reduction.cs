namespace Rationale;

/// <summary>How a loss over the rows of a batch becomes one number.</summary>
public enum Reduction
{
    /// <summary>The sum over the rows (and, for an explanation penalty, over the features).</summary>
    Sum,

    /// <summary>The sum divided by the number of rows.</summary>
    Mean,

    /// <summary>
    /// The authors' <c>normalize</c> option: a task loss is divided by the number of rows, an explanation penalty by the number of ones in the
    /// annotation masks of the batch (by one where there is none).
    /// </summary>
    Normalized,
}
