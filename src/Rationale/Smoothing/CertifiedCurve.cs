using Rationale.Data;

namespace Rationale.Smoothing;

/// <summary>For each radius the share of examples for which something is certified: what the papers plot.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class CertifiedCurve
{
    private readonly int[] _radii;

    private CertifiedCurve(int[] radii) => _radii = radii;

    /// <summary>Number of examples.</summary>
    public int Examples => _radii.Length;

    /// <summary>The largest radius that any example has; −1 where none has one.</summary>
    public int Largest => _radii.DefaultIfEmpty(-1).Max();

    /// <summary>Share of examples for which it is certified at a radius.</summary>
    /// <param name="radius">r; 0 asks only whether it holds without a change.</param>
    public double this[int radius] => Examples == 0 ? double.NaN : (double)_radii.Count(certified => certified >= radius) / Examples;

    /// <summary>Certified accuracy: the smoothed model is right about the example, and stays so when up to r groups are removed from it.</summary>
    /// <param name="votes">Votes about whole rows.</param>
    /// <param name="data">The same examples with their labels.</param>
    /// <exception cref="ArgumentException">There are not as many votes as examples, or the examples have no labels.</exception>
    public static CertifiedCurve ForAccuracy(IReadOnlyList<VoteCounts> votes, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(votes);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Labels.Length != votes.Count)
        {
            throw new ArgumentException($"There are {votes.Count} votes for {data.Labels.Length} labels; give the votes about the labeled examples themselves.", nameof(data));
        }

        return new CertifiedCurve([.. votes.Select((vote, row) => vote.Class == data.Labels.Span[row] ? vote.Radius : -1)]);
    }

    /// <summary>Share of explanations that are consistent and incrementally stable.</summary>
    /// <param name="certificates">One for each example.</param>
    public static CertifiedCurve ForIncrements(IReadOnlyList<Certificate> certificates) => Create(certificates, certificate => certificate.IncrementalRadius);

    /// <summary>Share of explanations that are consistent and decrementally stable.</summary>
    /// <param name="certificates">One for each example.</param>
    public static CertifiedCurve ForDecrements(IReadOnlyList<Certificate> certificates) => Create(certificates, certificate => certificate.DecrementalRadius);

    private static CertifiedCurve Create(IReadOnlyList<Certificate> certificates, Func<Certificate, int> radius)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        return new CertifiedCurve([.. certificates.Select(certificate => certificate.IsConsistent ? radius(certificate) : -1)]);
    }
}
