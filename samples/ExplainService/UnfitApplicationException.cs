namespace Rationale.Samples.ExplainService;

/// <summary>An application does not fit the model; the message is for whoever sent it.</summary>
public sealed class UnfitApplicationException(string message) : Exception(message);
