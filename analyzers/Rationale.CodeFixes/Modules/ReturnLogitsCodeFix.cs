using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Analyzers;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Returns what goes into the activation that a loss over logits does not expect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnLogitsCodeFix))]
[Shared]
public sealed class ReturnLogitsCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.ActivationAfterLogits];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<InvocationExpressionSyntax>(context, diagnostic).ConfigureAwait(false) is { } call
            && diagnostic.Properties.TryGetValue(FixProperties.Operand, out var operand) && operand is not null)
        {
            Offer(context, diagnostic, "Return the logits", call.SyntaxTree, new TextChange(call.Span, operand));
        }
    }
}
