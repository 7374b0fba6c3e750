namespace Rationale.Smoothing;

/// <summary>How sure soft stability shall be.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record SoftStabilityOptions
{
    /// <summary>ε: how far a measured share may be from the true one.</summary>
    /// <value>The default is 0.1, as in the paper's experiments.</value>
    public double Error { get; init; } = 0.1;

    /// <summary>δ: the probability of being wrong.</summary>
    /// <value>The default is 0.1, as in the paper's experiments.</value>
    public double Risk { get; init; } = 0.1;

    /// <summary>Samples for each radius; null for as many as error and risk ask for.</summary>
    public int? Samples { get; init; }

    /// <summary>Whether all points of a curve hold together with probability 1 − δ (each gets a share of the risk: the union bound), or each by itself.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool WholeCurve { get; init; } = true;

    /// <summary>Seed of the samples.</summary>
    /// <value>The default is 1234.</value>
    public ulong Seed { get; init; } = 1234;
}
