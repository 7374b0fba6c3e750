using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Adds the layer that makes probabilities of logits behind the last one, where that gives logits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EndInProbabilitiesCodeFix))]
[Shared]
public sealed class EndInProbabilitiesCodeFix : TextCodeFix
{
    private static readonly string[] GiveLogits = ["Dense", "Conv", "GlobalAveragePool", "Flatten"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.LogitsAsProbabilities];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<AttributeSyntax>(context, diagnostic).ConfigureAwait(false) is { } last
            && GiveLogits.Contains(last.Name.ToString().Split('.').Last())
            && diagnostic.Properties.TryGetValue(ProblemProperties.MissingLayer, out var layer) && layer is not null)
        {
            Offer(context, diagnostic, $"Add [{layer}]", last.SyntaxTree, AttributeEdits.InsertAfter(last, layer));
        }
    }
}
