using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading;

/// <summary>Questions about symbols that several readers ask.</summary>
internal static class SymbolExtensions
{
    /// <summary>Whether a type stands directly in the namespace <c>Rationale</c>.</summary>
    public static bool IsRationale(this INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: nameof(Rationale), ContainingNamespace.IsGlobalNamespace: true } };
}
