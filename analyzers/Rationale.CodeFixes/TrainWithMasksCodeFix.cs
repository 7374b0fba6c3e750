using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Takes the argument of [Smoothed] away that trains on whole examples.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TrainWithMasksCodeFix))]
[Shared]
public sealed class TrainWithMasksCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.TrainedWithoutMasks];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        // A named argument, so that keep always stands before it.
        if (await FindAsync<AttributeArgumentSyntax>(context, diagnostic).ConfigureAwait(false) is { Parent: AttributeArgumentListSyntax list } argument
            && list.Arguments.IndexOf(argument) is > 0 and var index)
        {
            var span = TextSpan.FromBounds(list.Arguments[index - 1].Span.End, argument.Span.End);
            Offer(context, diagnostic, "Train with masks", argument.SyntaxTree, new TextChange(span, ""));
        }
    }
}
