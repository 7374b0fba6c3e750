using Microsoft.CodeAnalysis;
using Rationale.Graph;

namespace Rationale.Generators.Emission;

/// <summary>
/// Finds the short names that mean something else inside a model class, because the user has a member, a nested type or a neighbor of that
/// name. They are written in full there; everything else stays readable.
/// </summary>
internal static class HiddenNames
{
    /// <summary>The known names that are taken, in ordinal order.</summary>
    /// <param name="type">The model class.</param>
    /// <param name="compilation">Knows what referenced assemblies have in the namespace of the class.</param>
    public static EquatableArray<string> Find(INamedTypeSymbol type, Compilation compilation)
    {
        var neighbors = compilation.GetCompilationNamespace(type.ContainingNamespace) ?? type.ContainingNamespace;
        return new(KnownTypes.Names
            .Where(name => IsTaken(type, name) || neighbors.GetMembers(name).Any())
            .OrderBy(name => name, StringComparer.Ordinal));
    }

    private static bool IsTaken(INamedTypeSymbol type, string name)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.Name == name || outer.TypeParameters.Any(parameter => parameter.Name == name))
            {
                return true;
            }

            for (var ancestor = outer; ancestor is not null; ancestor = ancestor.BaseType)
            {
                if (!ancestor.GetMembers(name).IsEmpty)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
