namespace Rationale.Benchmarks;

/// <summary>A measured pair.</summary>
/// <param name="Name">Name of the case.</param>
/// <param name="Ours">Our median.</param>
/// <param name="Peer">The peer's median.</param>
/// <param name="Ratio">Ours by the peer's: the median over the pairs, not the ratio of the medians. Smaller is better.</param>
/// <param name="Unit">What ours and the peer's are measured in.</param>
public sealed record BenchmarkResult(string Name, double Ours, double Peer, double Ratio, string Unit);
