using System.Text.Json.Serialization;

namespace Rationale.Benchmarks;

/// <summary>A measured pair.</summary>
/// <param name="Name">Name of the case.</param>
/// <param name="Ours">Our median.</param>
/// <param name="Peer">The peer's median.</param>
/// <param name="Ratio">Ours by the peer's: the median over the pairs, not the ratio of the medians. Smaller is better.</param>
/// <param name="Unit">What ours and the peer's are measured in.</param>
public sealed record BenchmarkResult(string Name, double Ours, double Peer, double Ratio, string Unit)
{
    /// <summary>The largest ratio that is asked for; null where none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Asked { get; init; }

    /// <summary>Floating-point operations of one step; null for what is not timed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Operations { get; init; }

    /// <summary>The share of our time in which the machine's matrix product would have done the step's arithmetic; 1 cannot be surpassed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? GemmShare { get; init; }

    /// <summary>What the peer was limited to, because this process uses less of the processor than it has; null where neither is limited.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PeerInstructions { get; init; }

    /// <summary>The median of a peer that may use all instructions of the processor, where <see cref="Peer"/> may not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? UnlimitedPeer { get; init; }

    /// <summary>Ours by <see cref="UnlimitedPeer"/>: the median over the pairs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? UnlimitedRatio { get; init; }

    /// <summary>Something that a reader of the row should know.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }
}
