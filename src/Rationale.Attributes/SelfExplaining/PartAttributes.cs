namespace Rationale;

/// <summary>Marks what leads from the features of a self-explaining model to its concepts: a nested class with layers, or a field of a TorchSharp module that holds a module.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = false)]
public sealed class ConceptEncoderAttribute : Attribute;

/// <summary>Marks what leads from the concepts of a self-explaining model back to its features: a nested class with layers, or a field of a TorchSharp module that holds a module.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = false)]
public sealed class ConceptDecoderAttribute : Attribute;

/// <summary>
/// Marks what leads from the features of a self-explaining model to a relevance for each concept and class, [concepts × classes]: a nested class with layers, or a field of a
/// TorchSharp module that holds a module.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = false)]
public sealed class RelevanceAttribute : Attribute;

/// <summary>
/// Marks a class nested in a self-explaining model whose activations transform each contribution before they are added: f = Σ φ(Aᵢ θᵢ hᵢ) + b. Each must be
/// monotone, so that more of what speaks for a class never speaks against it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class AggregationAttribute : Attribute;
