using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Keeps the graph that a second gradient needs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetainGraphCodeFix))]
[Shared]
public sealed class RetainGraphCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.GraphNotRetained];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<ArgumentSyntax>(context, diagnostic).ConfigureAwait(false) is not { Parent: ArgumentListSyntax list } created)
        {
            return;
        }

        // Before create_graph there may be a positional false.
        var given = list.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "retain_graph")
            ?? (created.NameColon is null ? list.Arguments.ElementAtOrDefault(list.Arguments.IndexOf(created) - 1) : null);
        var change = given is null ? new TextChange(new TextSpan(created.Span.End, 0), ", retain_graph: true") : new TextChange(given.Expression.Span, "true");
        Offer(context, diagnostic, "Retain the graph", created.SyntaxTree, change);
    }
}
