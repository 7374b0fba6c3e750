namespace Rationale.Graph;

/// <summary>One use of a block in a model: what was computed for it and for its gradients belongs together.</summary>
/// <param name="Name">Name of the class that declares the block.</param>
/// <param name="Number">Which use of the model's blocks it is, from 1.</param>
internal sealed record BlockUse(string Name, int Number);
