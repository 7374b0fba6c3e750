namespace Rationale;

/// <summary>How examples are masked while a smoothed model is trained.</summary>
public enum MaskedTraining
{
    /// <summary>A random choice of round(nλ + u) of the n groups is kept, u from [−1, 1): what the authors do.</summary>
    FixedCount,

    /// <summary>Each group is kept with probability λ, by itself.</summary>
    Bernoulli,

    /// <summary>Examples are not masked.</summary>
    None,
}
