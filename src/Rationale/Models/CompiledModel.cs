using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>A model whose programs were written by the generator for something that is no model itself, such as a TorchSharp module.</summary>
/// <param name="specification">What the model is.</param>
/// <param name="programs">Its programs.</param>
public sealed class CompiledModel(ModelSpecification specification, ProgramSource programs) : SpecifiedModel(new ModelRuntime(specification, programs));
