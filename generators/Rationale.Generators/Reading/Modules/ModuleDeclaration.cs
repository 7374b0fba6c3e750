using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Reading.Modules;

/// <summary>What is known of a model that is a TorchSharp module, beside its specification. Data of the pipeline: no symbols, locations or syntax.</summary>
/// <param name="Reason">Why the forward pass was not understood, as a sentence; null if it was, and the specification has layers.</param>
/// <param name="Bindings">Where the module's parameters stand in the specification's; none if the forward pass was not understood.</param>
/// <param name="Components">Fields with modules and parameters, in the order in which they are registered.</param>
/// <param name="RegistersComponents">Whether the user wrote <c>RegisterComponents</c>, or registers by hand, so that nothing is emitted for it.</param>
/// <param name="HasWrittenBase">Whether the class derives from a module of the user's, whose constructor may register components before those of the class are there.</param>
/// <param name="Disposes">Whether the user overrides <c>Dispose(bool)</c>, so that <c>Dispose()</c> is emitted in its place.</param>
/// <param name="Stores">Whether the class has a <c>save</c> or <c>load</c> of its own, so that none is emitted.</param>
/// <param name="Concepts">The parts of a self-explaining module; null for others.</param>
/// <param name="Bag">What the module that looks up token ids makes of their vectors.</param>
/// <param name="Constants">Names of the buffers that layers have as constants, with the values that the constructor gives them.</param>
internal sealed record ModuleDeclaration(
    string? Reason,
    EquatableArray<ParameterBinding> Bindings,
    EquatableArray<ModuleComponent> Components,
    bool RegistersComponents,
    bool HasWrittenBase,
    bool Disposes,
    bool Stores,
    ConceptParts? Concepts = null,
    BagKind Bag = BagKind.None,
    EquatableArray<string> Constants = default);

/// <summary>A field or auto-property that holds a module or a parameter.</summary>
/// <param name="Name">The name under which it is registered.</param>
/// <param name="Member">How the class reads it.</param>
/// <param name="IsParameter">Whether it is a parameter instead of a module.</param>
internal sealed record ModuleComponent(string Name, string Member, bool IsParameter);
