using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rationale.Generators.Reading;

namespace Rationale.CodeFixes;

/// <summary>Removes an argument of an attribute that is ignored, or that excludes another: a setting of another optimizer, a ratio beside a weight, layers of a prior beside its class, training on whole examples.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveArgumentCodeFix))]
[Shared]
public sealed class RemoveArgumentCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [RuleIds.WeightAndAutomaticRatio, RuleIds.OptimizerIgnoresSetting, RuleIds.TrainedWithoutMasks, RuleIds.PriorNetworkTwice];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        // An argument without a name has others counted from it.
        if (await FindAsync<AttributeArgumentSyntax>(context, diagnostic).ConfigureAwait(false) is { NameEquals: not null } argument)
        {
            Offer(context, diagnostic, $"Remove '{argument}'", argument.SyntaxTree, AttributeEdits.Remove(argument));
        }
    }
}
