using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Takes a call of detach away.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepInGraphCodeFix))]
[Shared]
public sealed class KeepInGraphCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.DetachedFromInput];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<InvocationExpressionSyntax>(context, diagnostic).ConfigureAwait(false) is { Expression: MemberAccessExpressionSyntax access } call)
        {
            Offer(context, diagnostic, $"Remove '{access.Name}()'", call.SyntaxTree, new TextChange(TextSpan.FromBounds(access.Expression.Span.End, call.Span.End), ""));
        }
    }
}
