namespace Rationale;

/// <summary>How rows are masked while a smoothed model is trained.</summary>
public enum MaskedTraining
{
    /// <summary>A random choice of round(nλ + u) of the n groups is kept, u from [−1, 1): what the authors do.</summary>
    FixedCount,

    /// <summary>Each group is kept with probability λ, by itself.</summary>
    Bernoulli,

    /// <summary>Rows are not masked.</summary>
    None,
}
