namespace Rationale;

/// <summary>Joins all dimensions of an example into one.</summary>
public sealed class FlattenAttribute : LayerAttribute;
