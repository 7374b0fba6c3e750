namespace Rationale;

/// <summary>How a penalty measures a gradient.</summary>
public enum PenaltyNorm
{
    /// <summary>The plain sum of squares: no half, no root.</summary>
    L2,

    /// <summary>The sum of absolute values.</summary>
    L1,
}
