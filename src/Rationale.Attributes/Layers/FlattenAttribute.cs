namespace Rationale;

/// <summary>Joins all dimensions of a row into one.</summary>
public sealed class FlattenAttribute : LayerAttribute;
