namespace Rationale.Samples.ExplainService;

/// <summary>What is asked about: an application, by the names of its columns or by their places.</summary>
/// <param name="Features">Every column with its value; null where values are given by place.</param>
/// <param name="Values">The values in the order of the columns; null where they are given by name.</param>
public sealed record CreditApplication(Dictionary<string, float>? Features, float[]? Values);
