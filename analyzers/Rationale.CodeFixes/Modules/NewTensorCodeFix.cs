using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Uses the operation that gives a new tensor in place of the one that overwrites.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NewTensorCodeFix))]
[Shared]
public sealed class NewTensorCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.OverwrittenInPlace];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<InvocationExpressionSyntax>(context, diagnostic).ConfigureAwait(false) is not
            { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier: var name } } access } call || !name.ValueText.EndsWith("_", StringComparison.Ordinal))
        {
            return;
        }

        // Where the result is not taken, the name must stand for it from now on.
        var isStatement = call.Parent is ExpressionStatementSyntax && access.Expression is IdentifierNameSyntax;
        var isAssignedBack = call.Parent is AssignmentExpressionSyntax assignment && SyntaxFactory.AreEquivalent(assignment.Left, access.Expression);
        if (isStatement || isAssignedBack || call.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax)
        {
            var plain = new TextChange(name.Span, name.ValueText.TrimEnd('_'));
            TextChange[] changes = isStatement ? [new TextChange(new TextSpan(call.SpanStart, 0), $"{access.Expression} = "), plain] : [plain];
            Offer(context, diagnostic, $"Use '{name.ValueText.TrimEnd('_')}'", call.SyntaxTree, changes);
        }
    }
}
