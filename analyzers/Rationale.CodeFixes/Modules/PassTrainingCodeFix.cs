using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Gives a dropout function the state of the module.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassTrainingCodeFix))]
[Shared]
public sealed class PassTrainingCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.RandomInEvaluation];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<InvocationExpressionSyntax>(context, diagnostic).ConfigureAwait(false) is not { ArgumentList: { } list } call
            || !call.Expression.ToString().EndsWith("dropout", StringComparison.Ordinal))
        {
            return;
        }

        // The third parameter, after the tensor and the rate.
        var given = list.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "training")
            ?? list.Arguments.Take(3).ElementAtOrDefault(2) switch { { NameColon: null } third => third, _ => null };
        var change = given is null ? new TextChange(new TextSpan(list.Arguments[list.Arguments.Count - 1].Span.End, 0), ", training: training") : new TextChange(given.Expression.Span, "training");
        Offer(context, diagnostic, "Draw in training only", call.SyntaxTree, change);
    }
}
