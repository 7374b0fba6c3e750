namespace Rationale.Attribution;

/// <summary>What is explained, and with how much memory. Immutable, so safe for any number of threads.</summary>
public sealed record AttributionOptions
{
    /// <summary>What is explained.</summary>
    /// <value>The default is the logit of the predicted class.</value>
    public Target Target { get; init; }

    /// <summary>Seed of everything drawn: noise, samples, backgrounds. Equal seeds give equal scores, however many examples are explained at once.</summary>
    /// <value>The default is 1234.</value>
    public ulong Seed { get; init; } = 1234;

    /// <summary>
    /// Bytes that intermediate results may take besides the scores themselves; the scores do not depend on it. It decides how many changed examples go through
    /// the model at once, at least one and at most a few thousand.
    /// </summary>
    /// <value>The default is 64 MiB.</value>
    public long MemoryLimit { get; init; } = 64L << 20;
}
