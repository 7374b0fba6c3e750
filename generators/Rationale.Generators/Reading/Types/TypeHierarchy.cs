using Microsoft.CodeAnalysis;
using Rationale.Graph;

namespace Rationale.Generators.Reading;

/// <summary>Where a class stands: what must be opened again, from the outside in, to add members to it.</summary>
/// <param name="Namespace">The namespace with escaped keywords; empty for the global one.</param>
/// <param name="Containing">The types around the class, outermost first.</param>
/// <param name="Type">The class itself.</param>
/// <param name="HintName">Start of the names of the generated files, without a dot at the end; unlike any other type's, even ignoring case.</param>
internal sealed record TypeHierarchy(string Namespace, EquatableArray<TypePart> Containing, TypePart Type, string HintName)
{
    /// <summary>Reads where a type stands.</summary>
    public static TypeHierarchy FromSymbol(INamedTypeSymbol type)
    {
        var containing = new Stack<TypePart>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containing.Push(TypePart.FromSymbol(outer));
        }

        return new TypeHierarchy(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(TypePart.QualifiedFormat),
            new EquatableArray<TypePart>(containing),
            TypePart.FromSymbol(type),
            HintNames.Create(type));
    }
}
