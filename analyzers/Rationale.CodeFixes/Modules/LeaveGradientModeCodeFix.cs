using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Takes away the declaration that switches gradients off for the rest of a block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LeaveGradientModeCodeFix))]
[Shared]
public sealed class LeaveGradientModeCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.GradientSwitchedOff];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<LocalDeclarationStatementSyntax>(context, diagnostic).ConfigureAwait(false) is { Declaration.Variables.Count: 1 } declaration
            && declaration.UsingKeyword.IsKind(SyntaxKind.UsingKeyword))
        {
            var text = await declaration.SyntaxTree.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
            Offer(context, diagnostic, $"Remove '{declaration}'", declaration.SyntaxTree, LineEdits.Remove(declaration, text));
        }
    }
}
