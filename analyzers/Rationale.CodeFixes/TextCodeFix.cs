using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Rationale.CodeFixes;

/// <summary>A fix that changes text in one file. All its uses in a document, project or solution can be applied at once.</summary>
public abstract class TextCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            await RegisterAsync(context, diagnostic).ConfigureAwait(false);
        }
    }

    /// <summary>Offers the fix for one diagnostic if it has one.</summary>
    private protected abstract Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic);

    /// <summary>Offers changes to the file of a tree, which may be another than the diagnostic's.</summary>
    private protected void Offer(CodeFixContext context, Diagnostic diagnostic, string title, SyntaxTree tree, params TextChange[] changes)
    {
        var document = context.Document.Project.Solution.GetDocument(tree) ?? context.Document;
        context.RegisterCodeFix(
            CodeAction.Create(
                title,
                async cancellationToken =>
                {
                    var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                    return document.WithText(text.WithChanges(changes.OrderBy(change => change.Span.Start))).Project.Solution;
                },
                GetType().Name),
            diagnostic);
    }

    /// <summary>The node of a kind at a diagnostic.</summary>
    private protected static async Task<T?> FindAsync<T>(CodeFixContext context, Diagnostic diagnostic)
        where T : SyntaxNode
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        return root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<T>();
    }

    /// <summary>The symbol of the type declared at a diagnostic.</summary>
    private protected static async Task<INamedTypeSymbol?> FindTypeAsync(CodeFixContext context, SyntaxNode? node)
    {
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var declaration = node?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return declaration is null ? null : model?.GetDeclaredSymbol(declaration, context.CancellationToken) as INamedTypeSymbol;
    }
}
