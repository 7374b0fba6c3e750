namespace Rationale;

/// <summary>Marks a class nested in a self-explaining model whose layers lead from the features to the concepts.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ConceptEncoderAttribute : Attribute;

/// <summary>Marks a class nested in a self-explaining model whose layers lead from the concepts back to the features.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ConceptDecoderAttribute : Attribute;

/// <summary>Marks a class nested in a self-explaining model whose layers lead from the features to a relevance for each concept and class, [concepts × classes].</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class RelevanceAttribute : Attribute;

/// <summary>
/// Marks a class nested in a self-explaining model whose activations transform each contribution before they are added: f = Σ φ(Aᵢ θᵢ hᵢ) + b. Each must be
/// monotone, so that more of what speaks for a class never speaks against it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class AggregationAttribute : Attribute;
