using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Calls a module by call instead of forward.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CallModuleCodeFix))]
[Shared]
public sealed class CallModuleCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.ForwardInsteadOfCall];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<SimpleNameSyntax>(context, diagnostic).ConfigureAwait(false) is { } name)
        {
            Offer(context, diagnostic, "Use call", name.SyntaxTree, new TextChange(name.Span, "call"));
        }
    }
}
