using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rationale.Generators.Reading.Modules;

/// <summary>
/// Says that a part of a forward pass has no layer that means the same. Thrown where it is found and caught once, by <see cref="ModuleReader"/>, or where a field is read
/// that the forward pass may never use.
/// </summary>
/// <param name="id">The rule that reports it.</param>
/// <param name="at">The expression or statement.</param>
/// <param name="detail">What is wrong with it, to be read after its text: "calls 'sort', which no layer says".</param>
/// <param name="part">The part of it that an editor should mark; the whole if not given.</param>
internal sealed class NotUnderstoodException(string id, SyntaxNode at, string detail, SyntaxNode? part = null) : Exception(detail)
{
    private const int Shown = 60;

    /// <summary>The rule that reports it.</summary>
    public string Id => id;

    /// <summary>The expression or statement.</summary>
    public SyntaxNode At => at;

    /// <summary>Where it stands.</summary>
    public Location Location => Name(part ?? at)?.GetLocation() ?? (part ?? at).GetLocation();

    /// <summary>The text of the expression on one line, its middle left out where it is long.</summary>
    public string Expression
    {
        get
        {
            var text = Name(at)?.ValueText ?? string.Join(" ", at.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return text.Length <= Shown ? text : text.Substring(0, Shown / 2) + " … " + text.Substring(text.Length - (Shown / 3));
        }
    }

    /// <summary>A declaration is called and marked by its name.</summary>
    private static SyntaxToken? Name(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        ConstructorDeclarationSyntax constructor => constructor.Identifier,
        VariableDeclaratorSyntax variable => variable.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        BaseTypeDeclarationSyntax type => type.Identifier,
        _ => null,
    };
}
