using Microsoft.CodeAnalysis;

namespace Rationale.Generators.Reading.Modules;

/// <summary>Tells what the user wrote from what was generated: analyzers see both, and must read what the generator read.</summary>
internal static class GeneratedFiles
{
    /// <summary>Whether a piece of source stands in a file that we generated for a class.</summary>
    public static bool Contain(INamedTypeSymbol type, SyntaxNode syntax) => HintNames.IsFileOf(HintNames.Create(type), syntax.SyntaxTree.FilePath);
}
