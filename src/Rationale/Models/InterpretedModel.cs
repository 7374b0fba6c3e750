using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>A model made at run time from a specification, for programs that no generator sees (F#, search over architectures). Its graphs are interpreted.</summary>
/// <param name="specification">What the model is.</param>
/// <param name="seed">Seed of the parameters.</param>
public sealed class InterpretedModel(ModelSpecification specification, ulong seed = 0) : SpecifiedModel(new ModelRuntime(specification, null, seed));
