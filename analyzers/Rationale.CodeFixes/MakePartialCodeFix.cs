using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Adds <c>partial</c> to a model, or to a type around one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix))]
[Shared]
public sealed class MakePartialCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.NotPartial, RuleIds.ContainingTypeNotPartial];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<TypeDeclarationSyntax>(context, diagnostic).ConfigureAwait(false) is { } declaration)
        {
            var changes = declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
                .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
                .Select(type => new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial "))
                .ToArray();
            Offer(context, diagnostic, $"Make '{declaration.Identifier.ValueText}' partial", declaration.SyntaxTree, changes);
        }
    }
}
