namespace Rationale.Generators.Reading.Modules;

/// <summary>The fields of a self-explaining module that hold its parts.</summary>
/// <param name="Relevance">Gives θ.</param>
/// <param name="Encoder">Gives h; null where concepts are features or constants.</param>
/// <param name="Decoder">Gives the features back; null for none.</param>
internal sealed record ConceptParts(ModuleComponent Relevance, ModuleComponent? Encoder, ModuleComponent? Decoder);
