namespace Rationale.Smoothing;

/// <summary>Soft stability at one radius.</summary>
/// <param name="Radius">r.</param>
/// <param name="Matches">Samples with the prediction of the explanation alone.</param>
/// <param name="Samples">All samples.</param>
/// <param name="Lower">A lower bound of τ_r: wrong with probability at most the risk (Clopper and Pearson; 1 where r is 0).</param>
/// <param name="Margin">Half the width of the two-sided interval around <see cref="Rate"/> (Hoeffding).</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record StabilityPoint(int Radius, int Matches, int Samples, double Lower, double Margin)
{
    /// <summary>The measured share.</summary>
    public double Rate => (double)Matches / Samples;

    internal static StabilityPoint Estimate(int radius, int matches, int samples, double risk) => new(
        radius, matches, samples, radius == 0 ? 1 : Binomial.LowerBound(matches, samples, risk), Math.Sqrt(Math.Log(2 / risk) / (2 * samples)));
}
