using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rationale.Generators.Reading;

/// <summary>Checks that members can be added to a class at all: its kind, and <c>partial</c> on it and on the types around it.</summary>
internal static class TypeChecks
{
    /// <summary>Reports what keeps a partial declaration of the type from being written.</summary>
    public static void Check(INamedTypeSymbol type, ReadingContext context, CancellationToken cancellationToken)
    {
        if (UnsupportedKind(type) is { } kind)
        {
            context.Problems.Block(RuleIds.UnsupportedType, context.TypeLocation, context.ModelName, kind);
            return;
        }

        if (!IsPartial(type, cancellationToken))
        {
            context.Problems.Block(RuleIds.NotPartial, context.TypeLocation, context.ModelName);
        }

        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer, cancellationToken))
            {
                context.Problems.Block(RuleIds.ContainingTypeNotPartial, outer.Locations[0], outer.Name, context.ModelName);
            }
        }
    }

    /// <summary>Whether the user wrote an instance constructor, a primary one included.</summary>
    public static bool HasConstructor(INamedTypeSymbol type, string hintName) =>
        type.InstanceConstructors.Any(constructor => !constructor.IsImplicitlyDeclared && !MemberChecks.IsGenerated(constructor, hintName));

    private static string? UnsupportedKind(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsFileLocal)
            {
                return outer.Equals(type, SymbolEqualityComparer.Default) ? "a file-local class" : $"inside the file-local type '{outer.Name}'";
            }
        }

        return (type.TypeKind, type.IsRecord) switch
        {
            (TypeKind.Struct, true) => "a record struct",
            (TypeKind.Struct, false) => type.IsRefLikeType ? "a ref struct" : "a struct",
            (TypeKind.Interface, _) => "an interface",
            (TypeKind.Class, true) => "a record",
            (TypeKind.Class, false) => type.IsStatic ? "a static class" : type.IsAbstract ? "an abstract class" : null,
            var (other, _) => $"{(other == TypeKind.Enum ? "an" : "a")} {other.ToString().ToLowerInvariant()}",
        };
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
