namespace Rationale.Attribution;

/// <summary>What the unit of a method's scores is, s being what is explained and x a feature: what becomes of a score where x is measured otherwise.</summary>
internal enum ScoreUnit
{
    /// <summary>None that can be told: scores of a layer, or squares of contributions.</summary>
    None,

    /// <summary>That of ∂s/∂x.</summary>
    Derivative,

    /// <summary>That of |∂s/∂x|.</summary>
    AbsoluteDerivative,

    /// <summary>That of (∂s/∂x)².</summary>
    SquaredDerivative,

    /// <summary>That of s: what a feature adds, however it is measured.</summary>
    Contribution,
}
