using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rationale.Graph;

namespace Rationale.Generators.Reading;

/// <summary>One type of a hierarchy, as its partial declaration is written.</summary>
/// <param name="Accessibility">As written: <c>public</c>, <c>private protected</c>.</param>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>interface</c>, <c>record</c> or <c>record struct</c>.</param>
/// <param name="Name">Name with an escaped keyword, without type parameters.</param>
/// <param name="TypeParameters">Names of the type parameters.</param>
/// <param name="Constraints">One <c>where</c> clause for each constrained type parameter.</param>
internal sealed record TypePart(
    string Accessibility,
    string Keyword,
    string Name,
    EquatableArray<string> TypeParameters,
    EquatableArray<string> Constraints)
{
    /// <summary>Names with escaped keywords and without <c>global::</c>, as a namespace declaration wants them.</summary>
    public static SymbolDisplayFormat QualifiedFormat { get; } =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>Name and type parameters: <c>Pair&lt;T, U&gt;</c>.</summary>
    public string NameWithTypeParameters => TypeParameters.Count == 0 ? Name : $"{Name}<{string.Join(", ", TypeParameters)}>";

    /// <summary>Reads one type.</summary>
    public static TypePart FromSymbol(INamedTypeSymbol type) => new(
        SyntaxFacts.GetText(type.DeclaredAccessibility),
        KeywordOf(type),
        Escape(type.Name),
        new EquatableArray<string>(type.TypeParameters.Select(parameter => Escape(parameter.Name))),
        new EquatableArray<string>(type.TypeParameters.Select(TypeParameterConstraints.Clause).OfType<string>()));

    /// <summary>An identifier that the compiler takes as such even if it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    private static string KeywordOf(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };
}
