using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Removes an attribute that is one too many: a second task, a second [Input], an activation before a classifier, what belongs to models on a block, what only classifiers have on a regressor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveAttributeCodeFix))]
[Shared]
public sealed class RemoveAttributeCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [RuleIds.SeveralTasks, RuleIds.SeveralSchedules, RuleIds.InputRepeated, RuleIds.ActivationBeforeClassifier, RuleIds.AttributeOfModelOnBlock, RuleIds.SmoothedRegressor, RuleIds.CounterfactualRegressor];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        if (await FindAsync<AttributeSyntax>(context, diagnostic).ConfigureAwait(false) is { } attribute)
        {
            var text = await attribute.SyntaxTree.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
            Offer(context, diagnostic, $"Remove [{attribute}]", attribute.SyntaxTree, AttributeEdits.Remove(attribute, text));
        }
    }
}
