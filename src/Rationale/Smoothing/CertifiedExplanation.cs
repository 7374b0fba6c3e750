namespace Rationale.Smoothing;

/// <summary>An explanation with its certificate.</summary>
/// <param name="Mask">A flag for each group.</param>
/// <param name="Certificate">What is proved about it.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record CertifiedExplanation(IReadOnlyList<bool> Mask, Certificate Certificate)
{
    /// <summary>Share of the groups that are in it.</summary>
    public double Fraction => (double)Certificate.Selected / Certificate.Groups;
}
