using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// What is written of a module that cannot be a model: its constructor. TorchSharp's <c>Module</c> has none without parameters, so that the compiler would complain of a missing
/// one before the rule that says what is wrong.
/// </summary>
/// <param name="Hierarchy">Where the class stands.</param>
/// <param name="Name">The name of the model.</param>
internal sealed record ModuleShell(TypeHierarchy Hierarchy, string Name)
{
    /// <summary>The shell of a class; null where the class is no module or needs no constructor.</summary>
    /// <param name="type">A class of which a partial declaration can be written.</param>
    /// <param name="hierarchy">Where it stands.</param>
    public static ModuleShell? Find(INamedTypeSymbol type, TypeHierarchy hierarchy) =>
        TorchTypes.IsModule(type) && TorchTypes.WrittenBase(type) is null && !TypeChecks.HasConstructor(type, hierarchy.HintName) ? new ModuleShell(hierarchy, type.Name) : null;
}
