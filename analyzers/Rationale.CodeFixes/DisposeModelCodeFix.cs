using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Declares a model with <c>using</c>, so that it is disposed at the end of its block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DisposeModelCodeFix))]
[Shared]
public sealed class DisposeModelCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.ModelNotDisposed];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<LocalDeclarationStatementSyntax>(context, diagnostic).ConfigureAwait(false) is { Declaration.Variables.Count: 1 } declaration)
        {
            Offer(context, diagnostic, "Declare with using", declaration.SyntaxTree, new TextChange(new TextSpan(declaration.SpanStart, 0), "using "));
        }
    }
}
